import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import { answers, ask, DESKTOP, launchBrowser, openChat, panel, PHONE, settled } from '../../../e2e/rig.ts'
import { openShop, rig, siteUrl } from '../rig/shop.ts'
import { startWorker, type Worker } from '../rig/worker.ts'

const SHOTS = join(import.meta.dirname, '../.shots')
type Page = Awaited<ReturnType<Awaited<ReturnType<typeof launchBrowser>>['newPage']>>
let worker: Worker
let browser: Awaited<ReturnType<typeof launchBrowser>>
let pageUrl: string

before(async () => {
  mkdirSync(SHOTS, { recursive: true })
  await openShop()
  worker = await startWorker()
  await rig('settings', {
    edge_url: worker.url,
    placement: 'everywhere',
    placement_hide: '',
    contact_email: 'help@example.com',
  })
  await rig('user', 'ada', 'customer')
  await rig('call', 'wp_set_password', 'pass-ada', await rig('user', 'ada', 'customer'))
  const id = await rig<number>('call', 'wp_insert_post', {
    post_type: 'page',
    post_status: 'publish',
    post_title: 'Kettles',
    post_content: 'Fine kettles.',
  })
  pageUrl = await rig<string>('call', 'get_permalink', id)
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await worker?.stop()
  await openShop()
})

/** The panel remembers whether it was open; then a click would close it. */
async function reopened(page: Page): Promise<void> {
  await page.waitForTimeout(2_000)
  if (!(await panel(page).isVisible())) await openChat(page)
  await page.waitForTimeout(2_000)
}

for (const [name, viewport] of [
  ['390', PHONE],
  ['1280', DESKTOP],
] as const) {
  it(`answers a guest at ${name} px from another origin`, async () => {
    const context = await browser.newContext({ viewport, locale: 'en-US' })
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    await page.goto(pageUrl)
    assert.deepEqual(
      (await context.cookies()).filter((cookie) => cookie.name.startsWith('counterhand')),
      [],
      'nothing before it is opened'
    )
    await openChat(page)
    await ask(page, 'Can I return a lamp that I have opened?')
    await settled(page)
    assert.match(await answers(page).last().innerText(), /30 days|return/i)
    await ask(page, 'Where is my order 1042?')
    await settled(page)
    await page.screenshot({ path: join(SHOTS, `guest-${name}.png`) })
    await context.close()
  })
}

it('knows a customer after logging in, and nobody after logging out', async () => {
  const context = await browser.newContext({ viewport: DESKTOP, locale: 'en-US' })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  await page.goto(`${siteUrl}/wp-login.php`)
  await page.fill('#user_login', 'ada')
  await page.fill('#user_pass', 'pass-ada')
  await Promise.all([page.waitForURL((url) => !url.pathname.includes('wp-login')), page.click('#wp-submit')])
  await page.goto(pageUrl)
  await openChat(page)
  await ask(page, 'My secret word is xylophone. What is the returns policy?')
  await settled(page)
  await page.screenshot({ path: join(SHOTS, 'customer-1280.png') })
  await context.clearCookies()
  await page.goto(pageUrl)
  await reopened(page)
  assert.doesNotMatch(await panel(page).innerText(), /xylophone/)
  await context.close()
  const next = await browser.newPage()
  await next.goto(pageUrl)
  await reopened(next)
  assert.doesNotMatch(await panel(next).innerText(), /xylophone/)
  await next.close()
})

it('says how to reach a person when the edge cannot be reached at all', async () => {
  await rig('settings', { edge_url: 'http://127.0.0.1:9', contact_phone: '+49 30 123456' })
  const page = await browser.newPage({ viewport: PHONE })
  await page.goto(pageUrl)
  await page.getByRole('button', { name: 'Contact us' }).click()
  assert.equal(
    await page.getByRole('link', { name: 'help@example.com' }).getAttribute('href'),
    'mailto:help@example.com'
  )
  await page.screenshot({ path: join(SHOTS, 'unreachable-390.png') })
  await page.close()
})
