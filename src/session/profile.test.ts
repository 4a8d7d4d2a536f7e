import { expect, it } from 'vitest'
import { identityOf } from './identity-of.ts'
import { openMemory } from './memory/memory.ts'
import { prepareTables } from './memory/tables.ts'
import { PROFILE_TTL_MS, readFirstName } from './profile.ts'
import { NOW, SESSION } from './testing/rig.ts'
import { openNodeSql } from './testing/node-sql.ts'

function rig(subject: string, find: (id: string) => Promise<string | null>) {
  const sql = openNodeSql()
  prepareTables(sql)
  const memory = openMemory(sql)
  const clock = { now: NOW }
  const asked: string[] = []
  const findFirstName = (id: string) => (asked.push(id), find(id))
  const identity = () => identityOf(SESSION, { subject, email: null, verifiedOrders: [] }, NOW)
  const read = () =>
    readFirstName({ memory, now: () => clock.now, identity, findFirstName }, new AbortController().signal)
  return { read, clock, asked }
}

it('asks the shop once in a quarter of an hour', async () => {
  const { read, clock, asked } = rig('wp:7', async () => 'Ada')
  expect([await read(), await read()]).toEqual(['Ada', 'Ada'])
  clock.now += PROFILE_TTL_MS
  await read()
  expect(asked).toEqual(['7', '7'])
})

it('asks nothing for a visitor', async () => {
  const { read, asked } = rig('anon:somebody', async () => 'Ada')
  expect(await read()).toBeNull()
  expect(asked).toEqual([])
})

it('greets without a name when the shop cannot say', async () => {
  const { read, asked } = rig('wp:7', async () => Promise.reject(new Error('shop away')))
  expect([await read(), await read()]).toEqual([null, null])
  expect(asked).toHaveLength(1)
})
