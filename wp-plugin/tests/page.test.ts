import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { openShop, rig, siteUrl } from './rig/shop.ts'

before(openShop)

const page = async (path: string, headers: Record<string, string> = {}) =>
  (await fetch(`${siteUrl}${path}`, { headers })).text()
const tagOf = (html: string) => /<script[^>]*counterhand-loader-js[^>]*>/.exec(html)?.[0] ?? null
const configOf = (tag: string) => JSON.parse(/data-config='([^']*)'/.exec(tag)![1]!) as Record<string, unknown>
const publish = (facts: Record<string, string>) =>
  rig<number>('call', 'wp_insert_post', { post_type: 'page', post_status: 'publish', post_title: 'A page', ...facts })

describe('the widget on a page', () => {
  it('is one deferred tag with the same bytes for every visitor', async () => {
    const id = await publish({})
    const [one, two] = [
      await page(`/?page_id=${id}`),
      await page(`/?page_id=${id}`, { cookie: 'counterhand_visitor=0123456789abcdef0123456789abcdef' }),
    ]
    const tag = tagOf(one)!
    assert.equal(tag, tagOf(two))
    assert.match(tag, / defer/)
    assert.equal(Buffer.byteLength(tag) < 1024, true, `${Buffer.byteLength(tag)} bytes`)
    const config = configOf(tag)
    assert.deepEqual([config['edge'], config['position']], ['http://127.0.0.1:33999', 'right'])
    assert.match(String(config['tokenUrl']), /counterhand\/v1\/session/)
    assert.doesNotMatch(one.replace(/x-wp-nonce/gi, ''), /session_id|eyJ|secret-for-tests/)
  })

  it('cannot be broken out of by a shop’s name or greeting', async () => {
    const name = `Tom & "Jerry's" </script><img src=x onerror=alert(1)>`
    const id = await publish({})
    const before = await rig<string>('call', 'get_option', 'blogname')
    await rig('call', 'update_option', 'blogname', name)
    await rig('settings', { greeting: `it's '"><script>alert(1)</script>` })
    const html = await page(`/?page_id=${id}`)
    await rig('call', 'update_option', 'blogname', before)
    await rig('settings', { greeting: '' })
    const tag = tagOf(html)!
    assert.doesNotMatch(tag.slice(1), /<(script|img)/)
    assert.equal(configOf(tag)['greeting'], `it's '"><script>alert(1)</script>`)
  })

  it('stays away where the shop’s rules say so', async () => {
    const id = await publish({})
    const rules = { mode: 'everywhere', show: '', hide: '' }
    const table: [object, string, string[], boolean][] = [
      [{ hide: '@page' }, '/help/', ['@page'], false],
      [{ hide: '/he*' }, '/help/', ['@page'], false],
      [{ hide: '/help/*' }, '/help/', [], false],
      [{ hide: '/help' }, '/helpers/', [], true],
      [{ hide: '/?page_id=*' }, '/?page_id=7', [], false],
      [{ hide: '@checkout' }, '/cart/', ['@cart'], true],
      [{ mode: 'chosen', show: '@post' }, '/help/', ['@page'], false],
      [{ mode: 'chosen', show: '@page' }, '/help/', ['@page'], true],
      [{ mode: 'chosen', show: '/help/*', hide: '/help/secret' }, '/help/secret', [], false],
      [{ mode: 'off' }, '/', ['@front'], false],
    ]
    const shown = await rig<boolean[]>(
      'placement',
      table.map(([change, path, kinds]) => [{ ...rules, ...change }, path, kinds])
    )
    assert.deepEqual(
      shown,
      table.map(([, , , shows]) => shows)
    )
    const on = async (settings: object) => {
      await rig('settings', settings)
      return tagOf(await page(`/?page_id=${id}`)) !== null
    }
    assert.equal(await on({ placement: 'everywhere', placement_hide: '@page' }), false)
    assert.equal(await on({ placement: 'everywhere', placement_hide: '@checkout', edge_url: '' }), false)
    await openShop()
  })

  it('comes with the shortcode and the block, each as a button', async () => {
    await rig('settings', { placement: 'off' })
    const short = await page(`/?page_id=${await publish({ post_content: '[counterhand label="Ask us"]' })}`)
    const block = await page(
      `/?page_id=${await publish({ post_content: '<!-- wp:counterhand/chat {"label":"Need a hand?"} /-->' })}`
    )
    await rig('settings', { placement: 'everywhere' })
    for (const [html, label] of [
      [short, 'Ask us'],
      [block, 'Need a hand?'],
    ] as const) {
      assert.notEqual(tagOf(html), null)
      assert.match(html, /counterhand\/assets\/open\.js/)
      assert.equal(/<button type="button" data-counterhand-open[^>]*>([^<]*)</.exec(html)?.[1], label)
    }
  })

  it('waits for consent where the shop wants that', async () => {
    await rig('settings', { require_consent: true })
    const tag = tagOf(await page(`/?page_id=${await publish({})}`))!
    await rig('settings', { require_consent: false })
    assert.match(tag, /assets\/consent\.js/)
    assert.match(tag, /data-loader="http:\/\/127\.0\.0\.1:33999\/widget\/loader\.js"/)
  })
})
