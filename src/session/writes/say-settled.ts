import { formatMoney } from '../../base/money.ts'
import { unreachable } from '../../base/unreachable.ts'
import type { ConsentCard } from '../../contracts/frames.ts'
import type { ConsentOutcome, WriteAction, WriteSettled } from '../../contracts/write-tools.ts'
import { phrase } from '../../brain/phrases/phrase.ts'
import { writeWord } from '../../hands/writes/words.ts'
import { sayRefusal } from './say-proposal.ts'

export type SettledSaid = {
  state: ConsentCard['state']
  text: string
  offerPerson: boolean
  /** What was done, in one line each. Empty unless it is known to be done. */
  actions: { text: string }[]
  /** What later answers may say was done. */
  receipt: WriteAction | null
  /** Its end is not known yet: somebody decides, or it is being looked into. */
  waits: boolean
}

/** Where an answered card stands, and what is said of it. Only `done` is ever said to be done. */
export function saySettled(outcome: ConsentOutcome, locale: string): SettledSaid {
  if (outcome.ok) return sayEnd(outcome.value, locale)
  return { ...sayRefusal(outcome.error, locale), state: 'failed', actions: [], receipt: null, waits: false }
}

function sayEnd(settled: WriteSettled, locale: string): SettledSaid {
  const nothing = { offerPerson: false, actions: [], receipt: null }
  switch (settled.kind) {
    case 'done': {
      const { action, orderNumber: number, amountMinor: minor, currency } = settled
      const amount = minor === null || currency === null ? '' : formatMoney({ minor, currency }, locale)
      return {
        ...nothing,
        state: 'done',
        text: writeWord(`done_${action}`, locale, { number, amount }),
        actions: [{ text: phrase(`action_${action}`, locale, { number, amount }) }],
        receipt: action,
        waits: false,
      }
    }
    case 'approval_pending':
      return { ...nothing, state: 'accepted', text: phrase('write_pending', locale), waits: true }
    case 'in_doubt':
      return { ...nothing, state: 'accepted', text: phrase('write_in_doubt', locale), waits: true }
    case 'declined':
      return { ...nothing, state: 'declined', text: phrase('write_declined', locale), waits: false }
    default:
      return unreachable(settled)
  }
}
