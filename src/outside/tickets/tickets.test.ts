import { describe, expect, it } from 'vitest'
import { openGithubDesk } from './github.ts'
import { openHelpScoutDesk } from './help-scout.ts'
import { linearId, openLinearDesk } from './linear.ts'
import type { OutsideTicket, TicketDesk } from './ticket-desk.ts'

const NOW = 1_795_357_848_000
const signal = new AbortController().signal
const ticket: OutsideTicket = {
  marker: 'tkt_0123456789abcdef0123',
  subject: 'A shopper asks for a person',
  body: 'please',
  transcriptUrl: 'https://chat.example/ops/sessions/s1',
  reason: 'asked_for_person',
}
type Asked = { method: string; url: URL; headers: Headers; body: string }
type Answer = (ask: Asked) => Response

/** A vendor that keeps what it is sent, so that a second ask meets the first one's ticket. */
function vendor(answer: Answer) {
  const asked: Asked[] = []
  const fetch = (async (url: string, init: RequestInit) => {
    const ask = {
      method: init.method!,
      url: new URL(url),
      headers: new Headers(init.headers),
      body: (init.body as string) ?? '',
    }
    asked.push(ask)
    return answer(ask)
  }) as unknown as typeof globalThis.fetch
  return { fetch, asked }
}
const json = (body: unknown, init?: ResponseInit) => Response.json(body, init)

function github() {
  const issues: { number: number; html_url: string; body: string }[] = []
  const { fetch, asked } = vendor(({ method, body }) => {
    if (method === 'GET') return json(issues)
    const issue = {
      number: issues.length + 1,
      html_url: 'https://github.example/1',
      body: (JSON.parse(body) as { body: string }).body,
    }
    issues.push(issue)
    return json(issue, { status: 201 })
  })
  const desk = openGithubDesk({ fetch, token: 'ghp_secret', owner: 'shop', repo: 'desk' })
  return { desk, asked, count: () => issues.length, secret: 'ghp_secret' }
}

function linear() {
  const issues = new Map<string, { identifier: string; url: string }>()
  const { fetch, asked } = vendor(({ body }) => {
    const { query, variables } = JSON.parse(body) as {
      query: string
      variables: { id?: string; input?: { id: string } }
    }
    if (query.startsWith('query')) {
      const found = issues.get(variables.id!)
      return json({ data: { issues: { nodes: found ? [found] : [] } } })
    }
    const issue = { identifier: `CS-${issues.size + 1}`, url: 'https://linear.example/1' }
    issues.set(variables.input!.id, issue)
    return json({ data: { issueCreate: { success: true, issue } } })
  })
  return {
    desk: openLinearDesk({ fetch, apiKey: 'lin_secret', teamId: 't' }),
    asked,
    count: () => issues.size,
    secret: 'lin_secret',
  }
}

function helpScout() {
  const tags: string[][] = []
  let tokens = 0
  const { fetch, asked } = vendor(({ method, url, body, headers }) => {
    if (url.pathname.endsWith('/token')) return json({ access_token: `at-${++tokens}`, expires_in: 172_800 })
    if (headers.get('authorization') === 'Bearer at-1' && tokens === 1 && tags.length === 9)
      return new Response('', { status: 401 })
    if (method === 'GET') {
      const at = tags.findIndex((each) => each.includes(url.searchParams.get('tag')!))
      return json(at < 0 ? {} : { _embedded: { conversations: [{ id: at + 1, number: 1 }] } })
    }
    tags.push((JSON.parse(body) as { tags: string[] }).tags)
    return new Response('', { status: 201, headers: { 'resource-id': String(tags.length) } })
  })
  const deps = {
    fetch,
    appId: 'app',
    appSecret: 'hs_secret',
    mailboxId: 1,
    customerEmail: 'desk@example.com',
    now: () => NOW,
  }
  return { desk: openHelpScoutDesk(deps), asked, count: () => tags.length, secret: 'hs_secret' }
}

type Rig = { desk: TicketDesk; asked: Asked[]; count(): number; secret: string }
const desks: [string, () => Rig][] = [
  ['github', github],
  ['linear', linear],
  ['help_scout', helpScout],
]

describe.each(desks)('%s', (name, open) => {
  it('opens one ticket however often it is asked', async () => {
    const { desk, count } = open()
    const first = await desk.open(ticket, signal)
    expect(await desk.open(ticket, signal)).toEqual(first)
    expect([desk.name, count()]).toEqual([name, 1])
  })
  it('opens another for another marker', async () => {
    const { desk, count } = open()
    await desk.open(ticket, signal)
    await desk.open({ ...ticket, marker: 'tkt_another' }, signal)
    expect(count()).toBe(2)
  })
  it('links the conversation, carries the marker, and keeps its secret out of addresses', async () => {
    const { desk, asked, secret } = open()
    await desk.open(ticket, signal)
    const sent = asked.findLast((ask) => ask.method === 'POST')!.body
    expect(sent).toContain('https://chat.example/ops/sessions/s1')
    expect(sent).toContain(ticket.marker)
    expect(asked.map((ask) => ask.url.href).join()).not.toContain(secret)
  })
})

describe.each([
  [500, 'upstream_5xx', true],
  [429, 'upstream_rate_limited', true],
  [401, 'upstream_refused', false],
  [422, 'upstream_4xx', false],
])('an answer of %i', (status, code, retryable) => {
  it.each(['github', 'linear', 'help_scout'])('from %s says whether to try again', async (name) => {
    const { fetch } = vendor(() => new Response('{"message":"no"}', { status }))
    const desk = {
      github: openGithubDesk({ fetch, token: 't', owner: 'o', repo: 'r' }),
      linear: openLinearDesk({ fetch, apiKey: 'k', teamId: 't' }),
      help_scout: openHelpScoutDesk({
        fetch,
        appId: 'a',
        appSecret: 's',
        mailboxId: 1,
        customerEmail: 'd@example.com',
        now: () => NOW,
      }),
    }[name]!
    await expect(desk.open(ticket, signal)).rejects.toMatchObject({ code, retryable })
  })
})

it('hears a GraphQL refusal behind a 200', async () => {
  const saying = (errors: unknown) =>
    openLinearDesk({ fetch: vendor(() => json({ errors })).fetch, apiKey: 'k', teamId: 't' })
  await expect(
    saying([{ message: 'no', extensions: { code: 'RATELIMITED' } }]).open(ticket, signal)
  ).rejects.toMatchObject({ retryable: true })
  await expect(saying([{ message: 'no team' }]).open(ticket, signal)).rejects.toMatchObject({ code: 'upstream_4xx' })
})

it('makes an id of the shape Linear takes, the same for the same ticket', async () => {
  expect(await linearId('tkt_1')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(await linearId('tkt_1')).toBe(await linearId('tkt_1'))
  expect(await linearId('tkt_1')).not.toBe(await linearId('tkt_2'))
})

it('asks Help Scout for one token, and for a fresh one when it was revoked', async () => {
  let [revoked, tokens] = [false, 0]
  const { fetch, asked } = vendor(({ url, method, headers }) => {
    if (url.pathname.endsWith('/token')) return json({ access_token: `at-${++tokens}`, expires_in: 7_200 })
    if (revoked && headers.get('authorization') === 'Bearer at-1') return new Response('', { status: 401 })
    return method === 'GET' ? json({}) : new Response('', { status: 201, headers: { 'resource-id': '7' } })
  })
  const desk = openHelpScoutDesk({
    fetch,
    appId: 'a',
    appSecret: 's',
    mailboxId: 1,
    customerEmail: 'd@example.com',
    now: () => NOW,
  })
  await desk.open(ticket, signal)
  await desk.open(ticket, signal)
  expect(tokens).toBe(1)
  revoked = true
  expect(await desk.open(ticket, signal)).toMatchObject({ externalId: '7' })
  expect([tokens, asked.some((ask) => ask.url.href.includes('at-'))]).toEqual([2, false])
})
