import { describe, expect, it } from 'vitest'
import { demoHandles } from './demo-app.ts'
import { publicPages } from './pages/routes.ts'
import { basic, NOW, openDemo, ORIGIN, signed } from './testing/open-demo.ts'

const https = 'https://shop.example'
const own = { origin: ORIGIN, 'content-type': 'application/json' }
const post = (body: unknown, headers: Record<string, string> = own) => ({
  method: 'POST',
  headers,
  body: JSON.stringify(body),
})
const cookieOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

describe('pages', () => {
  it.each(publicPages.map((page) => page.path))('serves %s with a title, one h1 and a canonical link', async (path) => {
    const { app } = openDemo()
    const response = await app.request(ORIGIN + path)
    const text = await response.text()
    expect(response.status).toBe(200)
    expect(text.match(/<h1/g)).toHaveLength(1)
    expect(text).toContain(`<link rel="canonical" href="${ORIGIN}${path}"`)
    expect(text).toContain('src="/widget/loader.js"')
    expect(text).not.toMatch(/token":"ey|undefined|\[object/)
  })

  it('answers 304 to whoever has the page already, and 200 once the reader has changed', async () => {
    const { app } = openDemo()
    const first = await app.request(`${ORIGIN}/policies/returns`)
    const etag = first.headers.get('etag')!
    const again = await app.request(`${ORIGIN}/policies/returns`, { headers: { 'if-none-match': etag } })
    expect(again.status).toBe(304)
    const asAda = { 'if-none-match': etag, cookie: 'demo_login=ada' }
    expect((await app.request(`${ORIGIN}/policies/returns`, { headers: asAda })).status).toBe(200)
    const since = { 'if-modified-since': first.headers.get('last-modified')! }
    expect((await app.request(`${ORIGIN}/policies/returns`, { headers: since })).status).toBe(304)
  })

  it('lists every public page in exactly one sitemap, and the sitemaps in robots.txt', async () => {
    const { app } = openDemo()
    expect(await (await app.request(`${ORIGIN}/robots.txt`)).text()).toContain(`Sitemap: ${ORIGIN}/sitemap.xml`)
    const index = await (await app.request(`${ORIGIN}/sitemap.xml`)).text()
    const maps = [...index.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => match[1]!)
    const texts = await Promise.all(maps.map(async (map) => (await app.request(map)).text()))
    const listed = texts.flatMap((text) => [...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => match[1]))
    expect(listed).toHaveLength(publicPages.length)
    expect(new Set(listed)).toEqual(new Set(publicPages.map((page) => ORIGIN + page.path)))
  })

  it('has no dead link of its own', async () => {
    const { app } = openDemo()
    const dead = new Set<string>()
    for (const { path } of publicPages) {
      const text = await (await app.request(ORIGIN + path)).text()
      for (const [, target] of text.matchAll(/ href="(\/[^"#]*)"/g)) {
        if ((await app.request(ORIGIN + target)).status !== 200) dead.add(`${path} -> ${target}`)
      }
    }
    expect([...dead]).toEqual([])
  })

  it('leads a trailing slash to the page', async () => {
    const response = await openDemo().app.request(`${ORIGIN}/policies/returns/`)
    expect([response.status, response.headers.get('location')]).toEqual([301, `${ORIGIN}/policies/returns`])
  })

  it('answers an unknown address with a 404 page', async () => {
    const { app } = openDemo()
    expect((await app.request(`${ORIGIN}/product/aeroplane`)).status).toBe(404)
  })

  it('says nothing of aeroplanes', async () => {
    const { app } = openDemo()
    for (const { path } of publicPages) {
      expect(await (await app.request(ORIGIN + path)).text()).not.toMatch(/aeroplane|airplane|aircraft/i)
    }
  })
})

it.each([
  ['/', true],
  ['/product/fern-teapot', true],
  ['/demo/token', true],
  ['/wp-json/wc/v3/orders', true],
  ['/chat/send', false],
  ['/healthz', false],
  ['/ops/flags', false],
  ['/webhooks/order_updated', false],
  ['/widget/loader.js', false],
])('knows whether %s is its own', (path, isOwn) => {
  expect(demoHandles(path)).toBe(isOwn)
})

describe('the token route', () => {
  const claimsIn = async (response: Response) => {
    const body = (await response.json()) as { token: string; session_id: string; signed_in: boolean }
    return { ...body, claims: JSON.parse(body.token) as { sub: string; sid: string; exp: number; email?: string } }
  }

  it('refuses another origin, no origin and a malformed ask', async () => {
    const { app } = openDemo()
    const foreign = { ...own, origin: 'https://evil.example' }
    expect((await app.request(`${ORIGIN}/demo/token`, post({}, foreign))).status).toBe(403)
    expect((await app.request(`${ORIGIN}/demo/token`, post({}, {}))).status).toBe(403)
    expect((await app.request(`${ORIGIN}/demo/token`, post({ as: 'ada' }))).status).toBe(400)
  })

  it('keeps a visitor’s session, and gives a new one after signing in', async () => {
    const { app } = openDemo()
    const first = await app.request(`${ORIGIN}/demo/token`, post({}))
    expect(first.headers.get('cache-control')).toBe('no-store')
    const visitor = cookieOf(first)
    const one = await claimsIn(first)
    expect(one.claims).toMatchObject({ sid: one.session_id, exp: NOW / 1000 + 900 })
    expect(one.claims.sub).toMatch(/^anon:/)

    const again = await claimsIn(
      await app.request(`${ORIGIN}/demo/token`, post({ session_id: one.session_id }, { ...own, cookie: visitor }))
    )
    expect(again.session_id).toBe(one.session_id)

    const asAda = { ...own, cookie: `${visitor}; demo_login=ada` }
    const two = await claimsIn(await app.request(`${ORIGIN}/demo/token`, post({ session_id: one.session_id }, asAda)))
    expect(two).toMatchObject({ signed_in: true, claims: { sub: 'wp:2', email: 'ada@example.com' } })
    expect(two.session_id).not.toBe(one.session_id)

    const asGrace = { ...own, cookie: `${visitor}; demo_login=grace` }
    const three = await claimsIn(
      await app.request(`${ORIGIN}/demo/token`, post({ session_id: two.session_id }, asGrace))
    )
    expect(three.session_id).not.toBe(two.session_id)
  })

  it('opens a fresh session for a driver, and knows no strangers', async () => {
    const { app } = openDemo()
    const ask = async (as: unknown) => app.request(`${ORIGIN}/demo/session`, post({ as }, {}))
    const [one, two] = await Promise.all([ask('ada'), ask('ada')].map(async (each) => (await each).json()))
    expect(one).toMatchObject({ sessionId: expect.any(String), token: expect.stringContaining('wp:2') })
    expect(one).not.toMatchObject({ sessionId: (two as { sessionId: string }).sessionId })
    expect((await ask(null)).status).toBe(200)
    expect((await ask('mallory')).status).toBe(404)
    expect((await ask('__proto__')).status).toBe(404)
  })
})

describe('signing in', () => {
  const form = (fields: Record<string, string>) => ({
    method: 'POST',
    headers: { origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  })

  it('sets the cookie and leads back, never out of the shop', async () => {
    const { app } = openDemo()
    const response = await app.request(`${ORIGIN}/demo/sign-in`, form({ login: 'ada', back: '/faq' }))
    expect([response.status, response.headers.get('location')]).toEqual([303, '/faq'])
    expect(response.headers.getSetCookie().join()).toMatch(/demo_login=ada.*HttpOnly/i)
    for (const back of ['//evil.example', '/\\evil.example', 'https://evil.example', '']) {
      const led = await app.request(`${ORIGIN}/demo/sign-in`, form({ login: 'ada', back }))
      expect(led.headers.get('location')).toBe('/')
    }
  })

  it('waves the cookie note away for good', async () => {
    const { app } = openDemo()
    const response = await app.request(`${ORIGIN}/demo/cookie-note`, form({ back: '/shop' }))
    expect([response.status, response.headers.get('location')]).toEqual([303, '/shop'])
    const text = async (headers: Record<string, string>) => (await app.request(`${ORIGIN}/shop`, { headers })).text()
    expect(await text({})).toContain('class="cookies"')
    expect(await text({ cookie: cookieOf(response) })).not.toContain('class="cookies"')
  })

  it('shows the orders of whoever is signed in and of nobody else', async () => {
    const { app } = openDemo()
    const asAda = await (await app.request(`${ORIGIN}/my-orders`, { headers: { cookie: 'demo_login=ada' } })).text()
    expect(asAda).toContain('Order 1042')
    expect(asAda).not.toContain('Order 1044')
    const asNobody = await (
      await app.request(`${ORIGIN}/my-orders`, { headers: { cookie: 'demo_login=mallory' } })
    ).text()
    expect(asNobody).not.toContain('Order 1042')
  })
})

describe('handles', () => {
  it('tells the whole world', async () => {
    const { app } = openDemo()
    const world = (await (await app.request(`${ORIGIN}/demo/world.json`)).json()) as { orders: { number: string }[] }
    expect(world.orders.find((order) => order.number === '1042')).toMatchObject({
      owner: 'ada',
      status: 'completed',
      total: '168.00',
      currency: 'EUR',
      tracking: [{ carrier: 'an-post', number: 'CE000001042IE' }],
    })
  })

  it('shows delivered mail, newest first', async () => {
    const { app, world } = openDemo()
    await world.deliver({ to: 'a@example.com', subject: 'One', text: 'first' })
    await world.deliver({ to: 'a@example.com', subject: '<b>Two</b>', text: 'second' })
    const box = (await (await app.request(`${ORIGIN}/demo/mailbox.json`)).json()) as { mails: { subject: string }[] }
    expect(box.mails.map((mail) => mail.subject)).toEqual(['<b>Two</b>', 'One'])
    expect(await (await app.request(`${ORIGIN}/demo/mailbox`)).text()).toContain('&lt;b&gt;Two')
  })

  it('refuses a body over 16 KB', async () => {
    const { app } = openDemo()
    const long = { as: 'x'.repeat(20_000) }
    const headers = { 'content-length': '20010', 'content-type': 'application/json' }
    expect((await app.request(`${ORIGIN}/demo/session`, post(long, headers))).status).toBe(413)
  })
})

describe('bad weather', () => {
  const orders = (app: ReturnType<typeof openDemo>['app']) =>
    app.request(`${https}/wp-json/wc/v3/orders/5042`, { headers: basic() })
  const cases: [faults: string, expected: number][] = [
    ['500', 500],
    ['404', 404],
    ['429', 429],
    ['html', 200],
    ['garbled', 200],
    ['hang', 504],
    ['slow', 200],
    ['500:0.3', 200],
    ['500:0.7', 500],
    ['sunshine', 200],
  ]

  it.each(cases)('turns %s into %i', async (faults, expected) => {
    const { app } = openDemo({ weather: { faults, latencyMs: 0 } })
    expect((await orders(app)).status).toBe(expected)
  })

  it('breaks JSON off and speaks HTML when told to', async () => {
    const garbled = await orders(openDemo({ weather: { faults: 'garbled', latencyMs: 0 } }).app)
    await expect(garbled.json()).rejects.toThrow(SyntaxError)
    const page = await orders(openDemo({ weather: { faults: 'html', latencyMs: 0 } }).app)
    expect(page.headers.get('content-type')).toContain('text/html')
  })

  it('changes at runtime, and back', async () => {
    const { app, slept } = openDemo()
    expect((await app.request(`${ORIGIN}/demo/faults`, post({ faults: '503', latencyMs: 40 }))).status).toBe(200)
    expect((await orders(app)).status).toBe(503)
    expect(slept).toEqual([40])
    await app.request(`${ORIGIN}/demo/faults`, { method: 'DELETE' })
    expect((await orders(app)).status).toBe(200)
    expect((await app.request(`${ORIGIN}/demo/faults`, post({ faults: 7 }))).status).toBe(400)
  })

  it('leaves the pages dry', async () => {
    const { app } = openDemo({ weather: { faults: '500', latencyMs: 0 } })
    expect((await app.request(`${ORIGIN}/faq`)).status).toBe(200)
  })
})

it('reads orders over http with a signature; a search by number also finds the order whose id it is', async () => {
  const { app } = openDemo()
  const response = await app.request(await signed('/wp-json/wc/v3/orders?search=1042&_fields=id,number,customer_id'))
  expect(await response.json()).toEqual([
    { id: 5042, number: '1042', customer_id: 2 },
    { id: 1042, number: '318', customer_id: 3 },
  ])
})

it('takes strangers’ words where strangers write, and shows them as text', async () => {
  const { app, world } = openDemo()
  const plant = (body: object) => app.request('/demo/plant', { method: 'POST', body: JSON.stringify(body) })
  const page = { slug: 'bakoru-lamp', section: 'guides', title: 'The Bakoru lamp', text: '<b>hi</b>', review: 'good' }
  expect((await plant({ page })).status).toBe(200)
  await plant({ order: { number: '1042', note: 'ring twice', lineName: 'A lamp', tracking: 'DHL 1' } })
  await plant({ customer: { login: 'ada', firstName: 'Ada II' } })
  expect(await (await app.request('/guides/bakoru-lamp')).text()).toContain('&lt;b&gt;hi')
  expect(await (await app.request('/sitemap-help.xml')).text()).toContain('/guides/bakoru-lamp')
  expect((await app.request('/guides/no-such')).status).toBe(404)
  const order = (await world.orders()).find((each) => each.number === '1042')!
  expect([order.notes.at(-1)!.text, order.lines[0]!.name, order.tracking[0]!.number]).toEqual([
    'ring twice',
    'A lamp',
    'DHL 1',
  ])
  expect((await world.customers()).find((each) => each.login === 'ada')!.firstName).toBe('Ada II')
  expect((await plant({ page: { ...page, slug: '../x' } })).status).toBe(400)
})
