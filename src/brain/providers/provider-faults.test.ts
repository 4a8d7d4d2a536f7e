import type { LLMock } from '@copilotkit/aimock'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CLOSED, decideBreaker, type BreakerState } from '../../base/resilience/decide-breaker.ts'
import { openBreaker } from '../../base/resilience/open-breaker.ts'
import { composeInto } from '../compose/compose.ts'
import { DEFAULT_PRICES } from '../budgets/price-table.ts'
import { FAULT_BUDGETS, FAULT_CASES, modelOfCase, runCase, startFaultServer } from '../testing/provider-faults.ts'
import { composeAsk, orderOutcome } from '../testing/turns.ts'
import { PROVEN_VERSION } from '../versions/brain-version.ts'

let mock: LLMock
beforeAll(async () => {
  mock = await startFaultServer()
})
afterAll(() => mock.stop())

const order = composeAsk({ outcomes: [orderOutcome()] })

describe('over HTTP, with a provider that', () => {
  it.each(FAULT_CASES.map((each) => [each.name, each] as const))(
    '%s: the shopper is answered in time',
    async (_, fault) => {
      const { text, end, tookMs } = await runCase(mock, fault, order)
      expect(tookMs).toBeLessThan(FAULT_BUDGETS.turnMs + 300)
      expect(end).toMatchObject({ outcome: 'answered', next: 'nothing' })
      expect(end.hops.at(-1)).toMatchObject({ provider: fault.link, left: null })
      expect(end.hops[0]!.left ?? '').toMatch(fault.left ?? /^$/)
      expect(text).toContain('completed')
      expect(text).not.toMatch(/\{\{|€99|undefined|Error/)
      expect(end.hops[0]!.inputTokens).toBeGreaterThan(0)
    }
  )
})

it('what was shown before a stream was cut is not said twice', async () => {
  const cut = FAULT_CASES.find((each) => each.name === 'cut mid-sentence')!
  const { text } = await runCase(mock, cut, order)
  expect(text).toMatch(/^Order 1042 is completed?.*total is €53\.90\.$/)
  expect(text.match(/Order/g)).toHaveLength(1)
})

it('opens the breaker after five failures, closes it after one good probe', async () => {
  let nowMs = 1_000
  let state: BreakerState = CLOSED
  let probes = 0
  const note = (event: 'asked' | 'succeeded' | 'failed') => {
    const decided = decideBreaker(state, event, nowMs)
    state = decided.state
    if (decided.verdict.go && decided.verdict.probe) probes++
    return decided
  }
  const breaker = openBreaker({
    ledger: {
      read: () => Promise.resolve(state),
      ask: () => Promise.resolve(note('asked')),
      report: (event) => Promise.resolve(note(event).state),
    },
    now: () => nowMs,
    background: (work) => void work.catch(() => undefined),
  })
  const sick = FAULT_CASES.findIndex((each) => each.name === '500')
  const well = FAULT_CASES.findIndex((each) => each.name === 'healthy')
  const askWith = async (at: number) => {
    let left: string | null = 'none'
    const deps = {
      version: { ...PROVEN_VERSION, budgets: FAULT_BUDGETS },
      models: { small: [modelOfCase(mock, FAULT_CASES[at]!, at, fetch)], large: [] },
      breakerOf: () => breaker,
      prices: DEFAULT_PRICES,
      now: () => performance.now(),
      isAllowedLink: () => false,
    }
    const ask = { ...order, nowMs: performance.now() }
    await composeInto(
      deps,
      ask,
      (part) => part.kind === 'end' && (left = part.hops[0]!.left),
      new AbortController().signal
    )
    await Promise.resolve()
    return left
  }
  for (let failure = 0; failure < 5; failure++) expect(await askWith(sick)).toContain('upstream_5xx')
  expect(await askWith(well)).toBe('breaker_open')
  nowMs += 31_000
  expect(await askWith(well)).toBe(null)
  expect(probes).toBe(1)
  expect(await askWith(well)).toBe(null)
})

it('a provider that says when to come back is left alone until then', async () => {
  const at = FAULT_CASES.findIndex((each) => each.name === '429 with Retry-After')
  const model = modelOfCase(mock, FAULT_CASES[at]!, at, fetch)
  const ask = { messages: [{ role: 'user' as const, content: 'x' }], maxTokens: 1, temperature: 0 }
  const before = mock.getRequests().length
  for (let again = 0; again < 3; again++) {
    const first = model.stream(ask, new AbortController().signal)[Symbol.asyncIterator]().next()
    await expect(first).rejects.toMatchObject({ code: 'upstream_rate_limited', retryable: true })
  }
  expect(mock.getRequests().length - before).toBe(1)
})
