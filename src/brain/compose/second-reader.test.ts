import { describe, expect, it } from 'vitest'
import { Fault } from '../../base/fault.ts'
import type { AnswerPart } from '../../contracts/answer.ts'
import type { ModelPort } from '../../contracts/model.ts'
import { DEFAULT_PRICES } from '../budgets/price-table.ts'
import { fakeModel, tokens } from '../testing/fake-model.ts'
import { composeAsk, orderOutcome } from '../testing/turns.ts'
import { PROVEN_VERSION } from '../versions/brain-version.ts'
import { composeInto } from './compose.ts'

/** Held by the word "I" and let pass by the rules, which know no such verb. */
const UNSEEN = 'I magicked the money home for you.'
const SAFE = 'Your order is {{order.status}}. '

/** A small model that gives this verdict, or does what it is told to do. */
function reader(verdict: object | (() => Promise<unknown>)): ModelPort & { asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    provider: 'reader',
    model: 'small',
    // oxlint-disable-next-line require-yield -- it only gives verdicts
    async *stream() {
      throw new Error('not used')
    },
    generateJson: async (ask) => {
      asked.push(ask.messages.at(-1)!.content)
      const value = typeof verdict === 'function' ? await (verdict as () => Promise<unknown>)() : verdict
      return { value, usage: { inputTokens: 30, outputTokens: 5, estimated: false } }
    },
  }
}

async function hear(claimReader: ModelPort | null, ...says: string[]) {
  const budgets = { ...PROVEN_VERSION.budgets, claimMs: 40 }
  const parts: AnswerPart[] = []
  const deps = {
    version: { ...PROVEN_VERSION, budgets },
    models: { small: [fakeModel(says.map(tokens))], large: [] },
    claimReader,
    prices: DEFAULT_PRICES,
    now: () => performance.now(),
    isAllowedLink: () => false,
  }
  const ask = composeAsk({ outcomes: [orderOutcome()], nowMs: performance.now() })
  await composeInto(deps, ask, (part) => void parts.push(part), new AbortController().signal)
  const end = parts.at(-1) as Extract<AnswerPart, { kind: 'end' }>
  return { text: parts.map((part) => (part.kind === 'text' ? part.text : '')).join(''), end }
}
const checksOf = ({ end }: Awaited<ReturnType<typeof hear>>) => end.hops.filter((hop) => hop.purpose === 'check')

describe('a sentence that may claim and in which the rules see nothing', () => {
  it('is shown by the rules alone where there is no second reader', async () => {
    const heard = await hear(null, SAFE + UNSEEN)
    expect(heard.text).toContain('magicked')
    expect(checksOf(heard)).toEqual([])
  })

  it('is cut before it is shown when the second reader finds a deed without a receipt', async () => {
    const model = reader({ claim: 'refunded', done: true })
    const heard = await hear(model, `${SAFE}${UNSEEN} Bye.`, 'That is all.')
    expect(heard.text).toBe('Your order is completed. That is all.')
    expect(heard.end.withheld).toEqual({ promise: 1 })
    expect(model.asked).toHaveLength(1)
    expect(model.asked[0]).toContain(UNSEEN)
    expect(checksOf(heard)).toMatchObject([{ provider: 'reader', left: null, inputTokens: 30 }])
  })

  it('is shown when the deed has its receipt, and when it is none', async () => {
    expect((await hear(reader({ claim: 'shipped', done: true }), SAFE + UNSEEN)).text).toContain('magicked')
    expect((await hear(reader({ claim: 'none', done: false }), `${UNSEEN} ${SAFE}`)).text).toContain('magicked')
  })

  it.each<[string, object | (() => Promise<unknown>), string]>([
    ['is silent', () => new Promise(() => undefined), 'upstream_timeout'],
    ['is down', () => Promise.reject(new Fault('upstream_5xx', { retryable: true })), 'upstream_5xx'],
    ['says something else', { verdict: 'fine' }, 'not_a_verdict'],
  ])('is left to the rules when the reader %s, who is then asked no more', async (_, verdict, left) => {
    const model = reader(verdict)
    const heard = await hear(model, `${SAFE}${UNSEEN} I conjured a parcel. ${SAFE}`)
    expect(heard.text).toContain('magicked')
    expect(heard.text).toContain('conjured')
    expect(checksOf(heard).map((hop) => hop.left)).toEqual([left])
  })
})

it('what the rules see needs no second reader, and what needs none is not read again', async () => {
  const model = reader({ claim: 'none', done: false })
  const heard = await hear(model, `${SAFE}I have refunded you.`, `${SAFE}You can ask here again.`)
  expect(heard.text).not.toContain('refunded you')
  expect(model.asked).toEqual([])
})
