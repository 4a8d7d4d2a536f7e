import assert from 'node:assert/strict'
import { it } from 'node:test'
import { rig, siteUrl } from './rig/shop.ts'

/** Runs first: everything after it needs the plugins to be active. */
it('activates beside WooCommerce without a word', async () => {
  for (const plugin of ['woocommerce/woocommerce.php', 'counterhand/counterhand.php']) {
    assert.equal(await rig('activate', plugin), '')
  }
  const tables = await rig<Record<string, string>[]>('sql', "show tables like '{p}counterhand_%'")
  assert.deepEqual(tables.flatMap((row) => Object.values(row).map((name) => name.replace(/^.*_/, ''))).toSorted(), [
    'events',
    'nonces',
    'writes',
  ])
  const page = await fetch(`${siteUrl}/?p=1`)
  assert.equal(page.status, 200)
})
