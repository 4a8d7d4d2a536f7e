import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import { answers, ask, axeProblems, DESKTOP, launchBrowser, openChat, panel, PHONE, settled } from '../../../e2e/rig.ts'
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
    assert.match(await answers(page).last().innerText(), /sign in/i, 'a guest is told nothing about an order')
    await page.screenshot({ path: join(SHOTS, `guest-${name}.png`) })
    await context.close()
  })
}

async function logIn(page: Page, login: string, password: string): Promise<void> {
  await page.goto(`${siteUrl}/wp-login.php`)
  await page.fill('#user_login', login)
  await page.fill('#user_pass', password)
  await Promise.all([page.waitForURL((url) => !url.pathname.includes('wp-login')), page.click('#wp-submit')])
}

it('knows a customer after logging in, and nobody after logging out, on one cached page', async () => {
  await rig('call', 'update_option', 'rig_cache', 1)
  const context = await browser.newContext({ viewport: DESKTOP, locale: 'en-US' })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  await logIn(page, 'ada', 'pass-ada')
  // The customer is the first to see the page: what the cache keeps is what was made for them.
  await page.goto(pageUrl)
  await openChat(page)
  await ask(page, 'My secret word is xylophone. What is the returns policy?')
  await settled(page)
  await ask(page, 'Where is my order 1042?')
  await settled(page)
  await page.screenshot({ path: join(SHOTS, 'customer-1280.png') })
  assert.match(await panel(page).innerText(), /xylophone/)
  await page.goto(`${siteUrl}/wp-login.php?action=logout`)
  await Promise.all([page.waitForURL(/loggedout|wp-login/), page.getByRole('link', { name: 'log out' }).click()])
  const again = await page.goto(pageUrl)
  assert.equal(again?.headers()['x-rig-cache'], 'hit')
  await reopened(page)
  assert.doesNotMatch(await panel(page).innerText(), /xylophone/)
  await context.close()
  const other = await browser.newContext({ viewport: PHONE, locale: 'en-US' })
  const next = await other.newPage()
  assert.equal((await next.goto(pageUrl))?.headers()['x-rig-cache'], 'hit')
  await reopened(next)
  assert.doesNotMatch(await panel(next).innerText(), /xylophone/)
  await next.screenshot({ path: join(SHOTS, 'next-visitor-390.png') })
  await other.close()
  await rig('call', 'delete_option', 'rig_cache')
})

it('opens the console signed in from wp-admin, with no token in an address', async () => {
  const context = await browser.newContext({ viewport: DESKTOP, locale: 'en-US' })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  await rig('call', 'update_user_meta', 1, 'locale', 'en_US')
  await rig('call', 'wp_set_password', 'admin-pass', 1)
  await logIn(page, 'admin', 'admin-pass')
  await page.goto(`${siteUrl}/wp-admin/admin.php?page=counterhand-console`)
  const opening = context.waitForEvent('page')
  await page.getByRole('button', { name: 'Open the console' }).click()
  const screen = await opening
  await screen.waitForURL(`${worker.url}/ops`)
  await screen.getByRole('heading', { name: 'Support console' }).waitFor()
  assert.match(await screen.locator('main').innerText(), /Signed in as admin/)
  assert.doesNotMatch(await screen.content(), /eyJ/)
  assert.deepEqual(await axeProblems(screen, 'main'), [])
  await screen.screenshot({ path: join(SHOTS, 'console-1280.png') })
  await screen.getByRole('button', { name: 'Sign out' }).click()
  assert.equal((await screen.goto(`${worker.url}/ops`))?.status(), 401)
  await context.close()
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
