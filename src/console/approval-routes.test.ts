import { describe, expect, it } from 'vitest'
import { ok, refuse } from '../base/result.ts'
import type { ApprovalRefusal } from '../hands/approvals/decide-approval.ts'
import { opsRoutes, type OpsDeps } from './ops-routes.ts'

const EVA = { subject: 'wp:1', name: 'Eva' }
function door(change: Partial<OpsDeps> = {}) {
  const decided: unknown[] = []
  const app = opsRoutes({
    now: () => 0,
    readMetrics: async () => [],
    readProviderHealth: async () => [],
    checkRefunds: async () => ({ paid: 0, wrong: [] }),
    staffOf: async (token) => (token === 'Bearer eva' ? EVA : null),
    isShop: () => true,
    session: () => ({
      release: async () => refuse({ reason: 'broken' }),
      staffSays: async () => refuse({ reason: 'broken' }),
    }),
    listLetters: async () => [],
    findLetter: async () => null,
    redrive: async () => ({ ok: false, error: { reason: 'not_found' } }),
    knowledge: {
      listSynonyms: async () => [],
      addSynonyms: async () => 1,
      removeSynonyms: async () => undefined,
      listGaps: async () => [],
      closeGap: async () => undefined,
    },
    privacy: {
      export: async () => ({ items: [] }),
      erase: () => Promise.reject(new Error('no')),
      publicKey: async () => ({}),
    },
    openTickets: async () => [],
    closeTicketsOf: async () => undefined,
    listFiles: async () => [],
    readFile: async () => null,
    readTranscript: async () => [],
    listApprovals: async () => [],
    decideApproval: async (ask) => (decided.push(ask), ok({ state: 'declined', end: null })),
    ...change,
  })
  const post = (body: unknown, token = 'Bearer eva', id = 'apr_1') =>
    app.request(`/approvals/${id}`, { method: 'POST', headers: { authorization: token }, body: JSON.stringify(body) })
  return { app, post, decided }
}

it('passes on who decides from the token, and nothing else of the caller', async () => {
  const { post, decided } = door()
  const response = await post({ decision: 'decline' })
  expect([response.status, await response.json()]).toEqual([200, { state: 'declined', end: null }])
  expect(decided).toEqual([{ id: 'apr_1', decision: 'decline', staff: EVA }])
  expect(response.headers.get('cache-control')).toBe('no-store')
})

describe('refuses', () => {
  it.each<[string, unknown, string, string, number]>([
    ['nobody of the staff', { decision: 'approve' }, 'Bearer shopper', 'apr_1', 401],
    ['another decision', { decision: 'maybe' }, 'Bearer eva', 'apr_1', 400],
    ['a decision in somebody’s name', { decision: 'approve', staff: { subject: 'wp:2' } }, 'Bearer eva', 'apr_1', 400],
    ['no body', null, 'Bearer eva', 'apr_1', 400],
    ['an id that is none', { decision: 'approve' }, 'Bearer eva', 'apr%20%27', 404],
  ])('%s', async (_, body, token, id, status) => {
    const { post, decided } = door()
    expect((await post(body, token, id)).status).toBe(status)
    expect(decided).toEqual([])
  })

  it.each<[ApprovalRefusal, number]>([
    [{ reason: 'not_found' }, 404],
    [{ reason: 'own_session' }, 403],
    [{ reason: 'not_pending', state: 'done' }, 409],
  ])('as the hands do: %j', async (refusal, status) => {
    const response = await door({ decideApproval: async () => refuse(refusal) }).post({ decision: 'approve' })
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ code: refusal.reason })
  })

  it('to list anything to whoever is not staff', async () => {
    expect((await door().app.request('/approvals')).status).toBe(401)
  })
})
