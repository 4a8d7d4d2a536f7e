import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { getTableName, is } from 'drizzle-orm'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import { describe, expect, it } from 'vitest'
import { SESSION_TABLES } from '../../store/privacy/person-rows.ts'
import { keepMessageUnlessErased, keepUnlessErased } from './drop-late.ts'
import { erasePerson, TOMBSTONE_MS } from './erase-person.ts'
import { exportPerson } from './export-person.ts'
import { checkReceipt, openReceipts } from './receipts.ts'
import { ADA, NOW, personRig, turn } from './testing/person-rig.ts'

const [S1, S2, OTHER] = ['session-of-ada-0001', 'session-of-ada-0002', 'session-of-bob-0001']
const PERSON = { email: 'ada@example.com', customer_id: '7', session_id: null }
const bob = { subject: 'wp:8', email: 'bob@example.com', orders: ['9'] }

async function twoPeople() {
  const rig = personRig()
  await rig.talk(S1)
  await rig.talk(S2)
  await rig.talk(OTHER, bob)
  return rig
}
const EMPTIED = ['messages', 'turns', 'ratings', 'tickets', 'session_orders', 'sessions', 'users']

describe('erasing a person', () => {
  it('empties every place of them and none of anybody else', async () => {
    const rig = await twoPeople()
    const erased = await erasePerson(rig.deps, 'r1', PERSON)
    for (const table of EMPTIED) expect([table, rig.rows(table)]).toEqual([table, table === 'messages' ? 2 : 1])
    expect([[...rig.objects.keys()], [...rig.files.keys()]]).toEqual([[OTHER], [OTHER]])
    expect(erased.removed).toMatchObject({
      session_objects: 2,
      files: 2,
      messages: 4,
      tickets: 2,
      users: 1,
      vectors: 0,
    })
    expect(erased.kept).toEqual({ actions_log: { count: 2, why: expect.stringContaining('for the books') } })
    expect(rig.said).toEqual([erased.removed])
  })

  it('signs a receipt that names nobody, and that only our key could have made', async () => {
    const rig = await twoPeople()
    const { receipt, removed } = await erasePerson(rig.deps, 'r1', PERSON)
    const key = await rig.receipts.publicKey()
    expect(await checkReceipt(receipt, [key])).toMatchObject({ ok: true, value: { id: 'r1', sessions: 2, removed } })
    expect(atob(receipt.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/'))).not.toMatch(/ada|wp:7|session-of/i)
  })

  it('finishes what a crash left, wherever it came, and counts the same', async () => {
    const whole = (await erasePerson((await twoPeople()).deps, 'r1', PERSON)).removed
    let uncut = {}
    for (let step = 0, isThrough = false; !isThrough; step++) {
      const rig = await twoPeople()
      rig.crashAfter(step)
      isThrough = await erasePerson(rig.deps, 'r1', PERSON).then(
        () => true,
        () => false
      )
      rig.crashAfter(Infinity)
      const { removed, receipt } = await erasePerson(rig.deps, 'r1', PERSON)
      expect(rig.rows('messages')).toBe(2)
      expect(rig.rows('users')).toBe(1)
      expect([...rig.objects.keys()]).toEqual([OTHER])
      expect({ step, messages: removed['messages'], tickets: removed['tickets'] }).toEqual({
        step,
        messages: 4,
        tickets: 2,
      })
      expect((await checkReceipt(receipt, [await rig.receipts.publicKey()])).ok).toBe(true)
      uncut = removed
      expect(step).toBeLessThan(60)
    }
    expect(uncut).toEqual(whole)
  })

  it('answers a repeat with the first receipt, and forgets whom it was about', async () => {
    const rig = await twoPeople()
    const first = await erasePerson(rig.deps, 'r1', PERSON)
    rig.setNow(NOW + 60_000)
    expect((await erasePerson(rig.deps, 'r1', PERSON)).receipt).toBe(first.receipt)
    expect(await rig.people.findErasure('r1')).toMatchObject({ state: 'done', person: null })
  })

  it('is resumed by the cron while it is not done, and not after', async () => {
    const rig = await twoPeople()
    rig.crashAfter(6)
    await expect(erasePerson(rig.deps, 'r1', PERSON)).rejects.toThrow('crash')
    const [cut] = await rig.people.cutErasures(NOW + 1, 5)
    expect(cut).toMatchObject({ id: 'r1', person: PERSON })
    await erasePerson(rig.deps, 'r1', PERSON)
    expect(await rig.people.cutErasures(NOW + 1, 5)).toEqual([])
  })

  it('finds a guest by the address on their order, and leaves accounts that were shown it alone', async () => {
    const rig = personRig()
    await rig.talk(S1, { subject: 'anon:visitor-1', email: null, orders: ['55'] })
    await rig.talk(OTHER, { ...bob, orders: ['55'] })
    rig.guestOrders.set('ada@example.com', ['55'])
    await erasePerson(rig.deps, 'r1', { ...PERSON, customer_id: null })
    expect([[...rig.objects.keys()], rig.rows('sessions'), rig.rows('users')]).toEqual([[OTHER], 1, 1])
  })

  it('erases one conversation of a visitor who never said who they are', async () => {
    const rig = personRig()
    await rig.talk(S1, { subject: 'anon:visitor-1', email: null })
    await erasePerson(rig.deps, 'r1', { email: null, customer_id: null, session_id: S1 })
    expect([rig.objects.size, rig.rows('users'), rig.rows('messages')]).toEqual([0, 0, 0])
  })
})

describe('a message that comes late', () => {
  const late = (rig: ReturnType<typeof personRig>) => ({
    ...rig.people,
    keepTurns: rig.transcripts.keepTurns,
    eraseAgain: async (id: string) => void (await rig.people.eraseSession(id, { id: '', removed: {} })),
    session: rig.session,
  })

  it('does not bring an erased person back', async () => {
    const rig = await twoPeople()
    await erasePerson(rig.deps, 'r1', PERSON)
    await keepUnlessErased(late(rig), [turn(S1), turn(OTHER, bob)])
    expect([rig.rows('messages'), rig.rows('users')]).toEqual([2, 1])
  })

  it('ends a session nobody knew of when its person was erased', async () => {
    const rig = personRig()
    await erasePerson(rig.deps, 'r1', PERSON)
    rig.objects.set(S2, { ...(await rig.session(S2).dossier()).value, subject: 'wp:7' })
    await keepUnlessErased(late(rig), [turn(S2)])
    expect([rig.rows('messages'), rig.objects.size]).toEqual([0, 0])
  })

  it('is taken out again when the erasure passed while it was written', async () => {
    const rig = await twoPeople()
    const deps = late(rig)
    let isFirst = true
    const erasedAt: typeof deps.erasedAt = async (all) => {
      const known = await deps.erasedAt(all)
      // The erasure comes between the look before and the write.
      if (isFirst) await erasePerson(rig.deps, 'r1', PERSON)
      isFirst = false
      return known
    }
    await keepUnlessErased({ ...deps, erasedAt }, [turn(S1)])
    expect([rig.rows('messages'), rig.rows('sessions')]).toEqual([2, 1])
  })

  it('is kept when it was said after: the person came back', async () => {
    const rig = await twoPeople()
    await erasePerson(rig.deps, 'r1', PERSON)
    const messages = turn(S1).messages.map((message) => ({ ...message, id: `${message.id}2`, atMs: NOW + 5_000 }))
    await keepUnlessErased(late(rig), [turn(S1, { messages })])
    expect(rig.rows('messages')).toBe(4)
  })

  it('is dropped too when it was said between turns', async () => {
    const rig = await twoPeople()
    await erasePerson(rig.deps, 'r1', PERSON)
    const keepMessage = rig.transcripts.keepMessage
    const [message] = turn(S1).messages
    const said = { sessionId: S1, turnId: 't1', message: { ...message!, id: `${S1}.n1` } }
    await keepMessageUnlessErased({ ...late(rig), keepMessage }, said)
    expect(rig.rows('messages')).toBe(2)
  })

  it('is dropped for as long as a queue could hold one', async () => {
    const rig = await twoPeople()
    await erasePerson(rig.deps, 'r1', PERSON)
    await rig.people.sweepTombstones(NOW - 1)
    expect(await rig.people.erasedAt([{ session: S1 }])).toEqual([NOW])
    expect(TOMBSTONE_MS).toBeGreaterThan(14 * 86_400_000)
  })
})

describe('an export', () => {
  it('holds what every place holds of the person, and nothing of another', async () => {
    const rig = await twoPeople()
    rig.objects.get(S1)!.messages.push({ id: 'm2s', role: 'shopper', text: 'not drained yet', at: NOW })
    const deps = { ...rig.deps, ...rig.people, listFiles: async (id: string) => [{ name: `${id}.jpg`, bytes: 7 }] }
    const { items } = await exportPerson(deps, PERSON)
    const groups = Object.groupBy(items, (item) => item.group)
    expect(Object.fromEntries(Object.entries(groups).map(([group, all]) => [group, all!.length]))).toEqual({
      Account: 1,
      Conversations: 5,
      'Conversation facts': 2,
      Ratings: 2,
      Tickets: 2,
      Actions: 2,
      Attachments: 2,
    })
    const text = JSON.stringify(items)
    for (const words of ['my lamp is broken', 'not drained yet', ADA, 'no lamp', `${S1}.jpg`])
      expect(text).toContain(words)
    expect(text).not.toContain('bob@example.com')
  })
})

describe('refuses', () => {
  it('a receipt that was changed, that another signed, and one of another kind', async () => {
    const rig = await twoPeople()
    const { receipt } = await erasePerson(rig.deps, 'r1', PERSON)
    const key = await rig.receipts.publicKey()
    const [head, , signature] = receipt.split('.')
    const forged = btoa(JSON.stringify({ v: 1, id: 'r1' })).replace(/=+$/, '')
    expect(await checkReceipt(`${head}.${forged}.${signature}`, [key])).toMatchObject({
      error: { reason: 'bad_signature' },
    })
    const other = await openReceipts({ id: 'k1', seed: new Uint8Array(32) }).publicKey()
    expect(await checkReceipt(receipt, [other])).toMatchObject({ error: { reason: 'bad_signature' } })
    expect(await checkReceipt(receipt, [{ ...key, kid: 'k9' }])).toMatchObject({ error: { reason: 'unknown_key' } })
    expect(await checkReceipt('not.a.receipt', [key])).toMatchObject({ error: { reason: 'malformed' } })
  })
})

/** Tables without a person in them. A new table is erased by session, or it is named here with a reason. */
const IMPERSONAL: Record<string, string> = {
  users: 'erased by subject',
  ticket_links: 'erased with its ticket',
  actions_log: 'kept: ids, amounts and times under a chain of hashes, no words',
  action_seals: 'hashes',
  call_nonces: 'random',
  erasures: 'sealed while it runs, empty of people after',
  tombstones: 'keyed hashes',
  eval_runs: 'our own scenarios',
  metrics_hourly: 'numbers',
}

it('every table is erased by session or named as one without a person', async () => {
  const folder = join(import.meta.dirname, '../../store/schema')
  const modules = await Promise.all(readdirSync(folder).map((file) => import(join(folder, file)) as Promise<object>))
  const tables = modules.flatMap((module) => Object.values(module)).filter((each) => is(each, SQLiteTable))
  const erased = new Set(SESSION_TABLES.map((each) => each.name))
  const unknown = tables
    .map(getTableName)
    .filter((name) => !erased.has(name) && !IMPERSONAL[name] && !name.startsWith('kb_'))
  expect(unknown).toEqual([])
  const bySession = tables
    .filter((table) => getTableConfig(table).columns.some((column) => column.name === 'session_id'))
    .map(getTableName)
  expect(bySession.filter((name) => !erased.has(name))).toEqual(['actions_log'])
})
