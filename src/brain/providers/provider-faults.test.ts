import type { LLMock } from '@copilotkit/aimock'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FAULT_BUDGETS, FAULT_CASES, modelOfCase, runCase, startFaultServer } from '../testing/provider-faults.ts'
import { PLAN_CASES, PLAN_FAULT_BUDGET_MS, runPlanCase } from '../testing/plan-faults.ts'
import { playBreaker } from '../testing/play-breaker.ts'
import { composeAsk, orderOutcome } from '../testing/turns.ts'

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

describe('over HTTP, a plan when the provider', () => {
  it.each(PLAN_CASES.map((each) => [each.name, each] as const))('%s', async (_, planCase) => {
    const { plan, hops, tookMs } = await runPlanCase(mock, planCase)
    expect(tookMs).toBeLessThan(PLAN_FAULT_BUDGET_MS + 300)
    expect([plan.by, hops.length]).toEqual([planCase.by, planCase.links])
    expect(hops[0]!.left ?? '').toMatch(planCase.left ?? /^$/)
    // Paid for, whatever became of it.
    expect(hops[0]!.costMicroUsd).toBeGreaterThan(0)
    expect(JSON.stringify(plan)).not.toContain('2077')
  })
})

it('opens the breaker after five failures, closes it after one good probe', async () => {
  const steps = await playBreaker(mock)
  const lefts = steps.map(({ left }) => left?.split(':')[0] ?? 'answered')
  expect(lefts).toEqual([...Array<string>(5).fill('upstream_5xx'), 'breaker_open', 'answered', 'answered'])
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
