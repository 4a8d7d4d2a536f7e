import { formatMoney } from '../../base/money.ts'
import { unreachable } from '../../base/unreachable.ts'
import type { CodeCard, ConsentCard, Frame } from '../../contracts/frames.ts'
import type { Question } from '../../contracts/plan.ts'
import type { Proposal, ProposalOutcome, WriteRefusal } from '../../contracts/write-tools.ts'
import { phrase } from '../../brain/phrases/phrase.ts'
import type { PhraseKey } from '../../brain/phrases/keys.ts'
import { explainWriteRefusal, type WriteNextStep } from '../../hands/writes/explain-write-refusal.ts'

export type CardPart = { type: 'data-consent'; data: ConsentCard } | { type: 'data-code'; data: CodeCard }
export type Said = {
  text: string
  parts: CardPart[]
  outcome: 'asked' | 'answered' | 'refused'
  openQuestion: Question | null
  offerPerson: boolean
  /** The wish waits for a proof of whose order it is, or for an address, and is proposed again once it is there. */
  waits: boolean
}

const WORDS: Readonly<Record<WriteNextStep['say'], PhraseKey>> = {
  not_understood: 'write_not_understood',
  order_not_shown: 'which_email',
  cannot_be_done_here: 'write_cannot_be_done_here',
  nothing_left: 'write_nothing_left',
  too_late: 'write_too_late',
  already_shipped: 'write_already_shipped',
  bad_amount: 'write_bad_amount',
  item_excluded: 'write_item_excluded',
  nothing_changed: 'write_nothing_changed',
  card_not_open: 'write_card_not_open',
  order_changed: 'write_order_changed',
  busy: 'write_busy',
  shop_not_answering: 'write_shop_not_answering',
}

/** What a shopper hears of a refused write, and whether a person is offered with it. */
export function sayRefusal(refusal: WriteRefusal, locale: string): Pick<Said, 'text' | 'offerPerson'> {
  const step = explainWriteRefusal(refusal)
  return { text: phrase(WORDS[step.say], locale), offerPerson: step.then === 'offer_person' }
}

/** What is said and shown of a proposal. Cards come from the hands alone; no word of a model or a message is in here. */
export function sayProposal(outcome: ProposalOutcome, locale: string): Said {
  if (outcome.ok) return sayOffer(outcome.value, locale)
  const isUnproven = explainWriteRefusal(outcome.error).then === 'verify_identity'
  return {
    ...sayRefusal(outcome.error, locale),
    parts: [],
    outcome: isUnproven ? 'asked' : 'refused',
    openQuestion: isUnproven ? 'which_email' : null,
    waits: isUnproven,
  }
}

function sayOffer(proposal: Proposal, locale: string): Said {
  const asked = { outcome: 'asked', openQuestion: null, offerPerson: false, waits: false } as const
  switch (proposal.kind) {
    case 'consent_needed': {
      const text = phrase(proposal.needsApproval ? 'consent_ask_approval' : 'consent_ask', locale)
      return { ...asked, text, parts: [{ type: 'data-consent', data: proposal.card }] }
    }
    case 'code_sent':
      return {
        ...asked,
        text: phrase('code_ask', locale),
        parts: [{ type: 'data-code', data: proposal.card }],
        // Still open: an address that was mistyped may be told again.
        openQuestion: 'which_email',
        waits: true,
      }
    case 'address_needed': {
      const text = phrase('which_address', locale, { number: proposal.orderNumber })
      // The wish waits for it: the next message that is an address belongs to this order.
      return { ...asked, text, parts: [], openQuestion: 'which_address', waits: true }
    }
    case 'policy': {
      const { amountMinor: minor, currency } = proposal
      const key = proposal.verdict === 'auto' ? 'policy_auto' : 'policy_needs_approval'
      const text = phrase(key, locale, { amount: formatMoney({ minor, currency }, locale) })
      return { ...asked, outcome: 'answered', text, parts: [] }
    }
    default:
      return unreachable(proposal)
  }
}

/** The same card told twice is one card: the id says so. */
export const frameOf = (part: CardPart): Frame =>
  part.type === 'data-consent'
    ? { ...part, id: `consent-${part.data.cardId}` }
    : { ...part, id: `code-${part.data.cardId}` }
