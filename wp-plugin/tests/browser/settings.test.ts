import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { axeProblems, launchBrowser } from '../../../e2e/rig.ts'
import { startEdge, type FakeEdge } from '../rig/edge.ts'
import { openShop, rig, siteUrl } from '../rig/shop.ts'

const SHOTS = join(import.meta.dirname, '../.shots')
let edge: FakeEdge
let browser: Awaited<ReturnType<typeof launchBrowser>>
let page: Awaited<ReturnType<typeof browser.newPage>>

const settingsUrl = `${siteUrl}/wp-admin/admin.php?page=counterhand`
const field = (name: string) => page.locator(`#counterhand-${name}`)
const stored = () => rig<Record<string, unknown>>('call', 'get_option', 'counterhand_settings')
const save = () =>
  Promise.all([page.waitForURL(/settings-updated/), page.getByRole('button', { name: 'Save Changes' }).click()])

before(async () => {
  await openShop()
  await rig('call', 'update_user_meta', 1, 'locale', 'en_US')
  await rig('call', 'wp_set_password', 'admin-pass', 1)
  mkdirSync(SHOTS, { recursive: true })
  edge = await startEdge()
  browser = await launchBrowser()
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US' })
  page = await context.newPage()
  page.setDefaultTimeout(60_000)
  await page.goto(`${siteUrl}/wp-login.php`)
  if (await page.locator('#user_login').count()) {
    await page.fill('#user_login', 'admin')
    await page.fill('#user_pass', 'admin-pass')
    await Promise.all([page.waitForURL(/wp-admin/), page.click('#wp-submit')])
  }
})
after(async () => {
  await browser?.close()
  await edge?.close()
  await openShop()
})

describe('the settings page', () => {
  it('saves every field, and shows what it saved', async () => {
    await page.goto(settingsUrl)
    const typed: Record<string, string> = {
      edge_url: `${edge.url}/`,
      rate_limit: '60',
      refund_window_days: '14',
      refund_soft_limit: '25.50',
      refund_ceiling: '99.90',
      retention_days: '30',
      mask_patterns: '\\bCUST-\\d+\\b',
      placement_show: '/help/*\n@product',
      placement_hide: '@checkout',
      accent: '#0a7d5a',
      greeting: 'Hi there!',
      contact_email: 'help@example.com',
      contact_phone: '+49 30 123456',
      contact_url: 'https://example.com/contact',
      opening_hours: 'Mo-Fr 09:00-17:00',
    }
    for (const [name, value] of Object.entries(typed)) await field(name).fill(value)
    for (const name of ['enable_streaming', 'mask_phone']) await field(name).uncheck()
    for (const name of ['enable_writes', 'enable_refunds', 'require_consent']) await field(name).check()
    await field('placement').selectOption('chosen')
    await field('position').selectOption('left')
    await save()
    assert.match(await page.locator('#setting-error-settings_updated').innerText(), /saved/)
    const kept = await stored()
    const { edge_url: _, rate_limit: __, refund_window_days: ___, retention_days: ____, ...texts } = typed
    for (const [name, value] of Object.entries(texts)) assert.equal(kept[name], value, name)
    assert.deepEqual(
      [
        kept['edge_url'],
        kept['rate_limit'],
        kept['refund_window_days'],
        kept['enable_streaming'],
        kept['require_consent'],
        kept['placement'],
        kept['position'],
      ],
      [edge.url, 60, 14, false, true, 'chosen', 'left']
    )
    assert.equal(await field('greeting').inputValue(), 'Hi there!')
    assert.equal(await page.locator('.counterhand-preview-bubble').innerText(), 'Hi there!')
    await page.screenshot({ path: join(SHOTS, 'settings-1280.png'), fullPage: true })
    await page.setViewportSize({ width: 390, height: 844 })
    await page.screenshot({ path: join(SHOTS, 'settings-390.png'), fullPage: true })
    await page.setViewportSize({ width: 1280, height: 900 })
  })

  it('shows beside each limit what the edge has, and which of the two applies', async () => {
    const line = async (name: string) => (await page.locator(`#counterhand-${name}-edge`).textContent()) ?? ''
    await page.goto(settingsUrl)
    await page.locator('#counterhand-refund_ceiling-edge:not(:empty)').waitFor()
    assert.equal(await line('refund_window_days'), 'The edge has 10. The stricter applies: 10.')
    assert.equal(await line('refund_soft_limit'), 'The edge has 30.00 EUR. The stricter applies: 25.50 EUR.')
    assert.equal(await line('refund_ceiling'), 'The edge has 200.00 EUR. The stricter applies: 99.90 EUR.')
    assert.equal(await line('retention_days'), 'The edge deletes conversations after 90 days.')
    assert.match(await line('enable_refunds'), /a person decides every refund/)
    assert.match((await field('refund_ceiling').getAttribute('aria-describedby')) ?? '', /refund_ceiling-edge/)
    await page.screenshot({ path: join(SHOTS, 'settings-limits-1280.png'), fullPage: true })
  })

  it('previews colour, greeting and corner while they are typed, and has a name for every control', async () => {
    await page.goto(settingsUrl)
    await field('accent').fill('#aa0000')
    await field('greeting').fill('Ask away')
    await field('position').selectOption('right')
    const launcher = page.locator('.counterhand-preview-launcher')
    assert.equal(await launcher.evaluate((each) => getComputedStyle(each).backgroundColor), 'rgb(170, 0, 0)')
    assert.equal(await page.locator('.counterhand-preview-bubble').innerText(), 'Ask away')
    assert.equal(await page.locator('.counterhand-preview.is-left').count(), 0)
    const problems = await axeProblems(page, '.counterhand-settings')
    assert.deepEqual(problems, [])
  })

  it('can be filled in and saved by keyboard alone', async () => {
    await page.goto(settingsUrl)
    await field('greeting').focus()
    await page.keyboard.press('Control+A')
    await page.keyboard.type('Typed')
    for (let presses = 0; presses < 30; presses++) {
      if (await page.evaluate(() => document.activeElement?.id === 'submit')) break
      await page.keyboard.press('Tab')
    }
    await Promise.all([page.waitForURL(/settings-updated/), page.keyboard.press('Enter')])
    assert.equal((await stored())['greeting'], 'Typed')
  })

  it('keeps the old value of what does not pass, and says why', async () => {
    const before = await stored()
    const wrong: [string, string, RegExp][] = [
      ['edge_url', 'http://chat.example.com', /https/],
      ['refund_soft_limit', '3,00', /Soft limit/],
      ['refund_ceiling', '1e3', /Ceiling/],
      ['accent', 'red; }', /Colour/],
      ['mask_patterns', '(((', /cannot be read/],
      ['opening_hours', 'always', /cannot be read/],
    ]
    // The browser's own checks are not ours: a hand-made request gets as far as this.
    await page.evaluate(() => document.querySelector('form[action="options.php"]')?.setAttribute('novalidate', ''))
    for (const [name, value] of wrong) await field(name).fill(value)
    await save()
    const said = (await page.locator('.settings-error').allInnerTexts()).join('\n')
    for (const [name, , pattern] of wrong) assert.match(said, pattern, name)
    const kept = await stored()
    for (const [name] of wrong) assert.equal(kept[name], before[name], name)
  })

  it('says it when the database did not keep them', async () => {
    await rig('call', 'update_option', 'rig_read_only', 1)
    await page.goto(settingsUrl)
    await field('greeting').fill('Not kept')
    await save()
    await rig('call', 'delete_option', 'rig_read_only')
    assert.match(await page.locator('.notice-error').innerText(), /not saved/)
  })

  it('never prints a secret, and offers a line where one is missing', async () => {
    await page.goto(settingsUrl)
    assert.doesNotMatch(await page.content(), /secret-for-tests|second-for-tests/)
    assert.match(await page.locator('.counterhand-keys').innerText(), /COUNTERHAND_CALL_SECRET: set, key id call-1/)
  })
})

describe('"Test connection"', () => {
  const steps = async () => {
    await page.goto(settingsUrl)
    await page.locator('#counterhand-test').focus()
    await page.keyboard.press('Enter')
    await page.locator('#counterhand-steps li').first().waitFor()
    const list = await page.locator('#counterhand-steps li').allInnerTexts()
    assert.equal(await page.locator('#counterhand-steps').getAttribute('aria-live'), 'polite')
    return list.join('\n')
  }
  for (const [name, arrange, pattern] of [
    ['a wrong secret', () => void (edge.mode = 'wrong_secret'), /Signed call: failed.*secrets differ/],
    ['an unknown key id', () => void (edge.mode = 'wrong_key'), /Signed call: failed.*key id/],
    ['something else at that address', () => void (edge.mode = 'html'), /Signed call: failed.*not signed with our key/],
    ['an edge that is down', () => void (edge.mode = 'down'), /Reach the edge: failed.*503/],
  ] as [string, () => void, RegExp][]) {
    it(`names ${name}`, async () => {
      await rig('settings', { edge_url: edge.url })
      arrange()
      assert.match(await steps(), pattern)
      edge.mode = 'ok'
    })
  }
  it('names an address where nobody answers, and one that is not set', async () => {
    await rig('settings', { edge_url: 'http://127.0.0.1:9' })
    assert.match(await steps(), /Reach the edge: failed.*nobody answers/)
    await rig('settings', { edge_url: '' })
    assert.match(await steps(), /Edge URL: failed/)
  })
  it('is content when all is well', async () => {
    await rig('settings', { edge_url: edge.url })
    const said = await steps()
    assert.match(said, /Signed call: ok/)
    assert.match(said, /Contract: ok/)
    assert.doesNotMatch(said, /failed/)
    await page.screenshot({ path: join(SHOTS, 'test-connection-1280.png') })
  })
})
