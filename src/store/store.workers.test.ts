import { env } from 'cloudflare:workers'
import { beforeAll, expect, inject, it } from 'vitest'
import { openNeon } from './neon/open-neon.ts'
import { openD1 } from './open-d1.ts'
import { describeStore } from './testing/describe-store.ts'
import { openVault } from './vault/open-vault.ts'

const { DB } = env as unknown as { DB: D1Database }
const vault = openVault({ k1: 'a-secret-of-at-least-32-characters' })
const fetchEndpoint = inject('neonEndpoint')
const neon = openNeon({ url: 'postgresql://rig:rig@rig.local/postgres', fetchEndpoint }, vault)

beforeAll(async () => {
  // Twice, as two deployments: what was done is remembered.
  for (let time = 0; time < 2; time++) {
    const migrated = await fetch(fetchEndpoint.replace('/sql', '/migrate'))
    if (!migrated.ok) throw new Error(`migrations of PostgreSQL: ${await migrated.text()}`)
  }
}, 120_000)

describeStore('D1', async () => openD1(DB, vault))
describeStore('PostgreSQL', async () => neon)

it('really is PostgreSQL', async () => {
  const version = await (
    neon as unknown as { execute(query: string): Promise<{ rows: { version: string }[] }> }
  ).execute('select version()')
  expect(version.rows[0]!.version).toMatch(/^PostgreSQL \d/)
})
