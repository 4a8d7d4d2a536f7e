import { afterEach, describe, expect, it } from 'vitest'
import { createTestHarness, type TestHarness } from 'wrangler'
import { json } from './testing/open-door.ts'

let server: TestHarness | null = null
afterEach(() => server?.close())

const KEYS = {
  TOKEN_KEYS: `{"k1":"${'s'.repeat(40)}"}`,
  WC_KEY: 'ck',
  WC_SECRET: 'cs',
  WC_WEBHOOK_SECRET: 'w',
  LOG_ID_KEY: 'a-key-of-16-characters',
  DATA_KEYS: `{"d1":"${'d'.repeat(40)}"}`,
}

async function start(vars: Record<string, string>): Promise<string> {
  server = createTestHarness({ workers: [{ configPath: './wrangler.toml', vars: { ...KEYS, ...vars } }] })
  const { url } = await server.listen()
  await server.getWorker().applyD1Migrations('DB')
  return url.origin
}

/** Everything the embedded shop answers where there is one. */
const DEMO_DOORS: [string, RequestInit?][] = [
  ['/'],
  ['/shop'],
  ['/policies/returns'],
  ['/my-orders'],
  ['/sitemap.xml'],
  ['/robots.txt'],
  ['/wp-json/wc/v3/orders'],
  ['/demo/'],
  ['/demo/world.json'],
  ['/demo/mailbox'],
  ['/demo/mailbox.json'],
  ['/demo/faults'],
  ['/demo/session', json({ as: null })],
  ['/demo/token', json({})],
  ['/demo/sign-in', { method: 'POST' }],
  ['/demo/crawl', { method: 'POST' }],
  ['/demo/orders/1042', json({ status: 'completed' })],
  ['/wp-json/counterhand/v1/health'],
]

describe('outside demo mode', () => {
  it('nothing of the embedded shop is there', async () => {
    const origin = await start({ ENVIRONMENT: 'staging', DEMO: 'off', SHOP_URL: 'https://shop.example' })
    const statuses = await Promise.all(
      DEMO_DOORS.map(async ([path, init]) => [path, (await fetch(origin + path, init)).status])
    )
    expect(statuses).toEqual(DEMO_DOORS.map(([path]) => [path, 404]))
    expect((await fetch(`${origin}/healthz`)).status).toBe(200)
  })

  it('demo mode itself is refused, and the Worker says it is not set up', async () => {
    const origin = await start({ ENVIRONMENT: 'production', DEMO: 'on', SHOP_URL: 'https://shop.example' })
    const response = await fetch(`${origin}/demo/world.json`)
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({ code: 'misconfigured' })
  })

  it('a missing secret stops it, and no value is shown', async () => {
    const origin = await start({
      ENVIRONMENT: 'staging',
      DEMO: 'off',
      SHOP_URL: 'https://shop.example',
      TOKEN_KEYS: '{"k1":"tooshort"}',
    })
    const text = await (await fetch(`${origin}/healthz`)).text()
    expect(text).toContain('misconfigured')
    expect(text).not.toContain('tooshort')
  })
})

it('the embedded shop answers on loopback names only', async () => {
  await start({})
  const elsewhere = await server!.fetch('http://chat.example.com/demo/world.json')
  expect(elsewhere.status).toBe(404)
})
