import type { TurnRecord } from '../../contracts/turn-record.ts'
import type { ActionEntry } from '../hash-action.ts'

export const AT = Date.UTC(2026, 0, 5)

export const record = (session: string, turnNo: number, change: Partial<TurnRecord> = {}): TurnRecord => ({
  sessionId: session,
  turnId: `${session}-t${turnNo}`,
  turnNo,
  subject: `anon:${session}`,
  email: null,
  locale: 'en',
  messages: (['shopper', 'assistant'] as const).map((role, index) => ({
    id: `${session}.m${turnNo}${role}`,
    role,
    text: `${role} ${turnNo}`,
    sources: role === 'assistant' ? [{ title: 'Returns', url: 'https://shop.example/returns' }] : [],
    atMs: AT + turnNo * 10 + index,
  })),
  actions: [],
  orders: [],
  intent: 'order_status',
  outcome: 'answered',
  brainVersion: 'v1',
  provider: 'none',
  latencyMs: 12.4,
  firstTokenMs: null,
  inputTokens: 0,
  outputTokens: 0,
  costMicroUsd: 0,
  ...change,
})

export const action = (sessionId: string, change: Partial<ActionEntry> = {}): ActionEntry => ({
  id: `act-${sessionId}`,
  sessionId,
  turnId: 't1',
  tool: 'kb_search',
  actor: 'anon:e',
  effect: 'reads',
  input: { top_k: 5, answer: 42, 'a key': ['z', 'a'] },
  status: 'done',
  reason: null,
  durationMs: 3,
  at: AT,
  ...change,
})

export const claim = (key: string, sessionId: string) => ({
  ...action(sessionId, { id: key, tool: 'issue_refund', actor: 'wp:7', effect: 'moves_money', status: 'claimed' }),
  payer: `payer-of-${key}`,
  amountMinor: 950,
  writeKey: key,
})

export const consent = (cardId: string, sessionId: string) => ({
  cardId,
  sessionId,
  turnId: 't1',
  subject: 'wp:7',
  locale: 'en',
  action: 'issue_refund' as const,
  orderId: '5042',
  orderNumber: '1042',
  input: { reason: 'it came broken', address: { city: 'Ghent' } },
  draftHash: 'h',
  state: 'open' as const,
  createdAt: AT,
  expiresAt: AT + 1_000,
  decidedAt: null,
})

export const approval = (id: string, sessionId: string) => ({
  id,
  cardId: `card-of-${id}`,
  sessionId,
  subject: 'wp:7',
  locale: 'en',
  action: 'issue_refund' as const,
  orderId: '5042',
  orderNumber: '1042',
  draft: { reason: 'it came broken', orderId: '5042' },
  why: ['above_soft_limit'],
  reason: 'it came broken',
  policyHash: 'p',
  state: 'pending' as const,
  requestedAt: AT,
  expiresAt: AT + 1_000,
  decidedBy: null,
  decidedAt: null,
  jti: `jti-${id}`,
})

export const code = (cardId: string, sessionId: string, orderNumber: string) => ({
  cardId,
  sessionId,
  orderNumber,
  codeHash: 'h',
  triesLeft: 5,
  state: 'open' as const,
  createdAt: AT,
  expiresAt: AT + 1_000,
  lockedAt: null,
})

export const ticket = (id: string, sessionId: string) => ({
  id,
  sessionId,
  turnId: 't1',
  reason: 'complaint',
  subject: 'A lamp of Ada',
  body: 'my lamp is broken',
  state: 'open' as const,
  openedAt: AT,
})
