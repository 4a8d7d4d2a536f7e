import type { LLMock } from '@copilotkit/aimock'
import type { PlanAsk } from '../../contracts/plan.ts'
import { openOpenAiModel } from '../../outside/models/open-openai-model.ts'
import { costMicroUsd, DEFAULT_PRICES } from '../budgets/price-table.ts'
import { makePlan } from '../plan/make-plan.ts'
import { PROMPT_SETS } from '../prompts/prompt-sets.ts'

/** A tenth of the real budget, so that the table runs in seconds. */
export const PLAN_FAULT_BUDGET_MS = 600

/** `by`: whose plan it became. `links`: who was asked. `left`: why the first one was left, null when its plan was taken. */
export type PlanCase = {
  name: string
  by: 'rules' | 'model'
  links: number
  left: RegExp | null
  says?: unknown
  status?: number
  host?: string
}

const plan = (over: object = {}) => ({
  intent: 'howto_product',
  confidence: 0.8,
  act: 'answer_from_kb',
  query: 'lamp that hums',
  order_id: null,
  question: null,
  reason: null,
  ...over,
})

export const PLAN_CASES: readonly PlanCase[] = [
  { name: 'plan: healthy', by: 'model', links: 1, left: null, says: plan() },
  { name: 'plan: invalid JSON', by: 'model', links: 2, left: /upstream_garbled/, says: '{"intent": "howto_pro' },
  { name: 'plan: prose', by: 'model', links: 2, left: /upstream_garbled/, says: 'They want a refund, I think.' },
  { name: 'plan: unknown tool', by: 'rules', links: 1, left: /not_a_plan/, says: plan({ act: 'issue_refund' }) },
  { name: 'plan: unknown intent', by: 'rules', links: 1, left: /not_a_plan/, says: plan({ intent: 'root' }) },
  {
    name: 'plan: somebody else’s order',
    by: 'rules',
    links: 1,
    left: /foreign_order/,
    says: plan({ act: 'get_order_status', order_id: '2077' }),
  },
  { name: 'plan: empty answer', by: 'model', links: 2, left: /upstream_garbled/, says: '' },
  {
    name: 'plan: 3 MB answer',
    by: 'model',
    links: 2,
    left: /larger than any|upstream_garbled/,
    says: 'x'.repeat(3_000_000),
  },
  { name: 'plan: 500', by: 'model', links: 2, left: /upstream_5xx/, status: 500 },
  { name: 'plan: 429', by: 'model', links: 2, left: /upstream_rate_limited/, status: 429 },
  { name: 'plan: silence', by: 'rules', links: 1, left: /upstream_timeout/, host: '/odd/mute' },
  { name: 'plan: wrong content type', by: 'model', links: 2, left: /upstream_garbled/, host: '/odd/html' },
  {
    name: 'plan: DNS failure',
    by: 'model',
    links: 2,
    left: /upstream_unreachable/,
    host: 'http://no-such-host.invalid',
  },
]

/** Words no rule is sure of. */
const UNSURE: PlanAsk = {
  message: 'is the delivery account thing with the lamp moon one',
  history: [],
  signedIn: false,
  knownOrders: [],
  openQuestion: null,
  locale: 'en',
}

export function arrangePlans(mock: LLMock): void {
  mock.on({ endpoint: 'chat', model: 'plan-second' }, { content: JSON.stringify(plan({ query: 'from the second' })) })
  PLAN_CASES.forEach(({ says, status }, at) => {
    const where = { endpoint: 'chat', model: `plan-${at}` } as const
    if (status !== undefined) mock.on(where, { error: { message: 'no' }, status })
    else if (says !== undefined) mock.on(where, { content: typeof says === 'string' ? says : JSON.stringify(says) })
  })
}

export async function runPlanCase(mock: LLMock, planCase: PlanCase) {
  const now = () => performance.now()
  const open = (host: string, model: string, provider: string) =>
    openOpenAiModel({ baseUrl: `${host}/v1`, apiKey: 'k', model, provider, fetch, now })
  const { host } = planCase
  const first = host?.startsWith('/') ? `${mock.url}${host}` : (host ?? mock.url)
  const startedMs = now()
  const { plan: made, hops } = await makePlan(
    {
      models: [open(first, `plan-${PLAN_CASES.indexOf(planCase)}`, 'first'), open(mock.url, 'plan-second', 'second')],
      system: PROMPT_SETS.v1.plan,
      budgetMs: PLAN_FAULT_BUDGET_MS,
      now,
      costOf: ({ usage }) => costMicroUsd(DEFAULT_PRICES, 'gpt-5-mini', usage.inputTokens, usage.outputTokens),
    },
    UNSURE,
    new AbortController().signal
  )
  return { plan: made, hops, tookMs: now() - startedMs }
}
