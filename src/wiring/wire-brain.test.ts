import { describe, expect, it } from 'vitest'
import { noBreaker } from '../base/resilience/open-breaker.ts'
import type { ComposeAsk } from '../contracts/answer.ts'
import type { PlanAsk } from '../contracts/plan.ts'
import { readSettings } from '../env.ts'
import { NO_SPAN, type OpenSpan } from '../observability/span.ts'
import { flagTable, type Flags } from '../flags/flag-table.ts'
import { composeAsk, orderOutcome, passage, toPages } from '../brain/testing/turns.ts'
import { wireBrain } from './wire-brain.ts'

type Run = { model: string; gateway: { id: string; metadata: Record<string, string>; [more: string]: unknown } }

const SESSION = 'session-0123456789abcdef'
const DEFAULTS = Object.fromEntries(Object.entries(flagTable).map(([name, row]) => [name, row.default])) as Flags
const chunk = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`

/** A brain on a stand-in for `env.AI`, which records what it is given and answers as the platform does. */
function rig(flags: Partial<Flags> = {}, session = SESSION) {
  const runs: Run[] = []
  const attributes: Record<string, unknown>[] = []
  const ai = {
    run: (model: string, body: { stream?: boolean }, options: { gateway: Run['gateway'] }) => {
      runs.push({ model, gateway: options.gateway })
      const headers = {
        'cf-aig-log-id': 'log-7',
        'content-type': body.stream ? 'text/event-stream' : 'application/json',
      }
      const whole = {
        id: 'c',
        object: 'chat.completion',
        created: 1,
        model: 'm',
        choices: [{ index: 0, message: { role: 'assistant', content: '{}' }, finish_reason: 'stop' }],
      }
      const words = chunk({ role: 'assistant', content: 'You may return it within 30 days [1].' }) + chunk({}, 'stop')
      return Promise.resolve(
        new Response(body.stream ? `${words}data: [DONE]\n\n` : JSON.stringify(whole), { headers })
      )
    },
  } as unknown as Ai
  const span: OpenSpan = {
    ...NO_SPAN,
    start: () => span,
    span: (_name, _given, run) => run(span),
    set: (given) => void attributes.push(given),
  }
  const settings = readSettings({
    ENVIRONMENT: 'local',
    DEMO: 'on',
    SHOP_NAME: 'Shop',
    SHOP_URL: 'https://shop.example',
    AI_MODEL: 'dynamic/support',
    AI_GATEWAY_ID: 'shop',
  })
  const brain = wireBrain({ settings, ai, breakers: () => noBreaker, hashId: (id) => `hash-of-${id.length}` })
  const chosen = brain.of(session, { ...DEFAULTS, ...flags })
  const { signal } = new AbortController()
  const gatewayIds = () => attributes.flatMap((each) => each['counterhand.gateway_log_id'] ?? [])
  return {
    chosen,
    brain,
    runs,
    gatewayIds,
    compose: (ask: ComposeAsk) => chosen.compose({ ...ask, nowMs: Date.now() }, () => undefined, signal, span),
    plan: (ask: PlanAsk) => chosen.plan(ask, signal, span),
  }
}

const GENERAL = toPages('Do you take opened lamps back?', [passage()])
const UNSURE: PlanAsk = {
  message: 'is the delivery account thing with the lamp moon one',
  history: [],
  signedIn: false,
  knownOrders: [],
  openQuestion: null,
  locale: 'en',
}

describe('what the gateway is told', () => {
  it('is version, intent and a hash of the session, and its log id stands on the span', async () => {
    const { compose, runs, gatewayIds } = rig({ canary: 0 })
    await compose(GENERAL)
    expect(runs).toHaveLength(1)
    expect(runs[0]!.gateway).toMatchObject({
      id: 'shop',
      metadata: { version: 'v1', intent: 'policy_shipping_faq', purpose: 'compose', session: 'hash-of-24' },
    })
    expect(JSON.stringify(runs)).not.toContain(SESSION)
    expect(gatewayIds()).toEqual(['log-7'])
  })

  it('is to keep what is nobody’s own, answers and plans alike', async () => {
    const { compose, plan, runs } = rig()
    await compose(GENERAL)
    await plan(UNSURE)
    expect(runs.map(({ gateway }) => [gateway['cacheTtl'], gateway['skipCache']])).toEqual([
      [300, undefined],
      [300, undefined],
    ])
    expect(runs[1]!.gateway.metadata).toMatchObject({ purpose: 'plan' })
  })

  it('is never to keep what may be one person’s', async () => {
    const { compose, plan, runs } = rig()
    await compose(composeAsk({ outcomes: [orderOutcome()] }))
    await compose({ ...GENERAL, history: [{ role: 'shopper', text: 'I am Ada' }] })
    await plan({ ...UNSURE, knownOrders: ['1042'] })
    expect(runs.map(({ gateway }) => [gateway['cacheTtl'], gateway['skipCache']])).toEqual(
      runs.map(() => [undefined, true])
    )
  })
})

it('a session keeps its version, and the flags decide which', () => {
  const idOf = (flags: Partial<Flags>) => rig(flags).chosen.version
  expect([idOf({ canary: 0 }), idOf({ canary: 100 }), idOf({ canary: 100, brain_version: 'v2' })]).toEqual([
    'v1',
    'v2',
    'v2',
  ])
  const ids = Array.from({ length: 400 }, (_, at) => rig({}, `session-${at}-abcdefgh`).chosen.version)
  expect(ids.filter((id) => id === 'v2').length).toBeGreaterThan(5)
  expect(ids.filter((id) => id === 'v2').length).toBeLessThan(45)
})

it('names its providers for the job that shifts traffic', () => expect(rig().brain.providers).toEqual(['ai-gateway']))
