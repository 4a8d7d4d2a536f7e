import { describe, expect, it } from 'vitest'
import { ok } from '../base/result.ts'
import { opsRoutes, type OpsDeps } from './ops-routes.ts'

const SHOP = 'https://shop.example'
const EDGE = 'https://chat.example'
const SESSION = 'plugin-test-session-01'

function desk() {
  const done: string[] = []
  const deps: OpsDeps = {
    now: () => 0,
    readMetrics: async () => [],
    readProviderHealth: async () => [],
    checkRefunds: async () => ({ paid: 0, wrong: [] }),
    staffOf: async (token) => (token === 'Bearer eva' ? { subject: 'wp:1', name: 'Eva <b>' } : null),
    isShop: (origin) => origin === SHOP,
    session: (id) => ({
      release: async () => (done.push(`release ${id}`), ok({ state: 'assistant' as const })) as never,
      staffSays: async ({ text }) => (done.push(`say ${id} ${text}`), ok({ messageId: 'm1' })) as never,
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
    openTickets: async () => [
      {
        id: 't1',
        sessionId: SESSION,
        reason: 'asked',
        subject: '<img src=x>',
        body: '<script>alert(1)</script>',
        openedAt: 0,
      },
    ],
    closeTicketsOf: async (id) => void done.push(`close ${id}`),
    listFiles: async () => [{ id: 'f1', name: 'a<b>.png', type: 'image/png' as const, bytes: 2_000 }],
    readFile: async () => null,
    readTranscript: async () => [{ role: 'shopper', body: '<script>alert(2)</script>', at: 0 }],
    listApprovals: async () => [
      {
        id: 'apr_1',
        action: 'issue_refund',
        state: 'pending',
        orderNumber: '1042',
        orderId: '7',
        reason: '<svg onload=alert(3)>',
        why: ['above_soft_limit'],
        draft: { quote: { amountMinor: 4_200, currency: 'EUR' } },
        policyHash: '',
        requestedBy: 'wp:9',
        transcriptPath: '',
        requestedAt: '2026-11-01T10:00:00.000Z',
        expiresAt: '2026-11-03T10:00:00.000Z',
        decidedBy: null,
      },
    ],
    decideApproval: async ({ id, decision }) => (done.push(`${decision} ${id}`), ok({ state: 'declined', end: null })),
  }
  const app = opsRoutes(deps)
  const call = (path: string, init: RequestInit = {}) => app.request(`${EDGE}${path}`, init)
  const post = (path: string, form: Record<string, string>, headers: Record<string, string>) => {
    const body = new URLSearchParams(form).toString()
    const type = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(body.length) }
    return call(path, { method: 'POST', body, headers: { ...type, ...headers } })
  }
  return { call, post, done }
}
const signedIn = { cookie: 'counterhand_staff=eva' }

describe('the way in', () => {
  it('turns a token in a form of the shop into a cookie that scripts and other sites cannot use', async () => {
    const answer = await desk().post('/enter', { token: 'eva' }, { origin: SHOP })
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(answer.status).toBe(200)
    for (const part of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/ops', 'Max-Age=900'])
      expect(cookie).toContain(part)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(await answer.text()).not.toContain('eva')
  })

  it.each<[string, Record<string, string>, Record<string, string>]>([
    ['a form of another site', { token: 'eva' }, { origin: 'https://evil.example' }],
    ['a form of nowhere', { token: 'eva' }, { origin: 'null' }],
    ['a shopper’s token', { token: 'shopper' }, { origin: SHOP }],
    ['no token', {}, { origin: SHOP }],
    ['a body that is no form', { token: 'eva' }, { origin: SHOP, 'content-type': 'text/plain' }],
    ['a body that is too long', { token: 'eva' }, { origin: SHOP, 'content-length': '99999' }],
  ])('refuses %s, and sets no cookie', async (_, form, headers) => {
    const answer = await desk().post('/enter', form, headers)
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([401, null])
  })

  it('out forgets the cookie', async () => {
    const answer = await desk().post('/leave', {}, { ...signedIn, origin: EDGE })
    expect(answer.headers.get('set-cookie')).toContain('Max-Age=0')
  })
})

describe('the screens', () => {
  it('show what waits, escaped, under a policy that runs no script', async () => {
    const answer = await desk().call('/', { headers: signedIn })
    const page = await answer.text()
    expect(answer.status).toBe(200)
    expect(page).toContain('Refund order 1042 €42.00')
    expect(page).toContain('Eva &lt;b&gt;')
    expect(page).not.toMatch(/<script|<img|<svg/)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it('show a conversation as text', async () => {
    const page = await (await desk().call(`/screens/conversations/${SESSION}`, { headers: signedIn })).text()
    expect(page).toContain(`<a href="/ops/sessions/${SESSION}/attachments/f1" download>a&lt;b&gt;.png</a>`)
    expect(page).toContain('&lt;script&gt;alert(2)')
  })

  it('decide, reply and give back by the same verbs as the API', async () => {
    const { post, done } = desk()
    const headers = { ...signedIn, origin: EDGE }
    await post('/screens/approvals/apr_1', { decision: 'decline' }, headers)
    await post('/screens/approvals/apr_1', { decision: 'maybe' }, headers)
    await post(`/screens/conversations/${SESSION}/reply`, { text: ' Hello ' }, headers)
    await post(`/screens/conversations/${SESSION}/reply`, { text: ' ' }, headers)
    await post(`/screens/conversations/${SESSION}/release`, {}, headers)
    expect(done).toEqual(['decline apr_1', `say ${SESSION} Hello`, `release ${SESSION}`, `close ${SESSION}`])
  })

  it('lead on after a form, so that a reload sends nothing twice, and say only what we say', async () => {
    const { post, call } = desk()
    const sent = await post(`/screens/conversations/${SESSION}/reply`, { text: 'Hello' }, { ...signedIn, origin: EDGE })
    const next = `/ops/screens/conversations/${SESSION}?said=sent`
    expect([sent.status, sent.headers.get('location')]).toEqual([303, next])
    const page = await (await call(next.replace('/ops', ''), { headers: signedIn })).text()
    expect(page).toContain('Sent.')
    expect(await (await call('/?said=Call+0900', { headers: signedIn })).text()).not.toContain('0900')
  })

  it.each([
    ['a form of another site with the cookie', { ...signedIn, origin: SHOP }],
    ['a form without an origin', signedIn],
    ['nobody', { origin: EDGE }],
  ])('refuse %s', async (_, headers) => {
    const { post, done } = desk()
    const answer = await post('/screens/approvals/apr_1', { decision: 'approve' }, headers)
    expect([answer.status, done]).toEqual([401, []])
  })

  it('ask a person in a browser to come by wp-admin', async () => {
    const answer = await desk().call('/', { headers: { accept: 'text/html,*/*' } })
    expect([answer.status, await answer.text()]).toEqual([401, expect.stringContaining('wp-admin')])
  })
})
