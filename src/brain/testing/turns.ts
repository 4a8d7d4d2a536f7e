import { asId } from '../../base/ids.ts'
import { ok, type Result } from '../../base/result.ts'
import type { ComposeAsk } from '../../contracts/answer.ts'
import type { Passage } from '../../contracts/knowledge.ts'
import type { OrderView } from '../../contracts/order.ts'
import type { Plan } from '../../contracts/plan.ts'
import type { OutcomeOf, ToolRefusal } from '../../contracts/tools.ts'

/** Builders for tests and benches, each with overrides. */
export const NOW = Date.UTC(2026, 10, 22, 12)

const eur = (minor: number) => ({ minor, currency: 'EUR' })

export const orderView = (over: Partial<OrderView> = {}): OrderView => ({
  number: asId('1042'),
  status: 'completed',
  total: eur(5390),
  refunded: eur(0),
  items: [
    { name: 'Reading lamp', quantity: 1, total: eur(4390) },
    { name: 'Bulb', quantity: 2, total: eur(1000) },
  ],
  createdAt: '2026-11-17T09:00:00Z',
  updatedAt: '2026-11-20T23:30:00Z',
  tracking: [{ carrier: 'DHL', number: 'JD014600003RU', url: 'https://dhl.example/JD014600003RU', shippedAt: null }],
  ...over,
})

export const orderOutcome = (
  result: Result<OrderView, ToolRefusal> = ok(orderView())
): OutcomeOf<'get_order_status'> => ({
  tool: 'get_order_status',
  callId: 'call-order',
  input: { order_id: '1042' },
  durationMs: 5,
  result,
})

export const passage = (over: Partial<Passage> = {}): Passage => ({
  chunkId: 'c1',
  title: 'Returns',
  headings: ['Opened items'],
  url: 'https://shop.example/returns',
  text: 'You may return an opened lamp within 30 days. The bulb must be unused.',
  snippet: 'return an opened lamp',
  kind: 'policy',
  language: 'en',
  updatedAt: '2026-10-01T00:00:00Z',
  score: 9,
  ...over,
})

export const kbOutcome = (passages: Passage[] = [passage()], answerable = 0.9): OutcomeOf<'kb_search'> => ({
  tool: 'kb_search',
  callId: 'call-kb',
  input: { query: 'q', top_k: 5 },
  durationMs: 5,
  result: ok({ passages, answerable, mode: 'lexical' }),
})

export const composeAsk = (over: Partial<ComposeAsk> = {}): ComposeAsk => ({
  message: 'Where is order 1042?',
  history: [],
  plan: {
    intent: 'order_status',
    confidence: 0.95,
    by: 'rules',
    act: { kind: 'call_tools', calls: [{ tool: 'get_order_status', input: { order_id: '1042' } }] },
  },
  outcomes: [],
  locale: 'en-GB',
  timeZone: 'UTC',
  nowMs: NOW,
  ...over,
})

export const toPages = (
  message: string,
  passages: Passage[],
  plan: Partial<Plan> = {},
  over: Partial<ComposeAsk> = {}
): ComposeAsk =>
  composeAsk({
    message,
    plan: {
      intent: 'policy_shipping_faq',
      confidence: 0.9,
      by: 'rules',
      act: { kind: 'answer_from_kb', query: message },
      ...plan,
    },
    outcomes: [kbOutcome(passages)],
    ...over,
  })
