import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import { launchBrowser } from '../../../e2e/rig.ts'
import { openShop, rig, siteUrl } from '../rig/shop.ts'

const SHOTS = join(import.meta.dirname, '../.shots')
let browser: Awaited<ReturnType<typeof launchBrowser>>

before(async () => {
  mkdirSync(SHOTS, { recursive: true })
  await openShop()
  await rig('call', 'update_user_meta', 1, 'locale', 'en_US')
  await rig('call', 'wp_set_password', 'admin-pass', 1)
  browser = await launchBrowser()
})
after(() => browser?.close())

it('the block can be put into a page, previewed, labelled and published', async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-US' })
  const page = await context.newPage()
  page.setDefaultTimeout(90_000)
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  await page.goto(`${siteUrl}/wp-login.php`)
  if (await page.locator('#user_login').count()) {
    await page.fill('#user_login', 'admin')
    await page.fill('#user_pass', 'admin-pass')
    await Promise.all([page.waitForURL(/wp-admin/), page.click('#wp-submit')])
  }
  const id = await rig<number>('call', 'wp_insert_post', {
    post_type: 'page',
    post_status: 'publish',
    post_title: 'Help',
    post_content: '<!-- wp:counterhand/chat {"label":"Ask us"} /-->',
  })
  await page.goto(`${siteUrl}/wp-admin/post.php?post=${id}&action=edit`)
  // The welcome guide and the page patterns stand in front of a new editor.
  await page.waitForFunction(
    () => 'wp' in window && document.querySelector('.edit-post-layout, .editor-editor-interface')
  )
  await page.keyboard.press('Escape')
  const frame =
    (await page.locator('iframe[name="editor-canvas"]').count()) > 0
      ? page.frameLocator('iframe[name="editor-canvas"]')
      : page
  const block = frame.locator('[data-type="counterhand/chat"]')
  await block.waitFor()
  assert.match(await block.innerText(), /Ask us/)
  await page.keyboard.press('Escape')
  await block.click()
  const label = page.getByLabel('Label', { exact: true }).and(page.locator('input'))
  if (!(await label.isVisible())) await page.getByRole('button', { name: 'Settings', exact: true }).click()
  if (!(await label.isVisible())) await page.getByRole('tab', { name: 'Block' }).click()
  await label.fill('Need a hand?')
  assert.match(await block.innerText(), /Need a hand\?/, 'the preview follows the setting')
  await page.screenshot({ path: join(SHOTS, 'editor-1280.png') })
  await page.keyboard.press('Control+S')
  await page
    .getByText(/(Page )?(updated|saved)/i)
    .first()
    .waitFor()
  const content = await rig<{ post_content: string }>('call', 'get_post', id)
  assert.equal(content.post_content, '<!-- wp:counterhand/chat {"label":"Need a hand?"} /-->')
  assert.deepEqual(problems, [])
  await context.close()
})
