import { describe, expect, it } from 'vitest'
import { DAY_MS } from '../../base/time.ts'
import { openApprovals } from '../../store/approvals.ts'
import { openConsents } from '../../store/consents.ts'
import { openD1 } from '../../store/open-d1.ts'
import { openReseal, SEALED_COLUMNS } from '../../store/privacy/reseal.ts'
import { openRetention } from '../../store/privacy/retention.ts'
import { approval, consent } from '../../store/testing/rows.ts'
import { openTranscripts } from '../../store/transcripts.ts'
import { openVault } from '../../store/vault/open-vault.ts'
import { NOW, personRig, turn } from '../privacy/testing/person-rig.ts'
import { sweepOld, type SweepDeps } from './sweep-old.ts'

const [OLD, NEW, LIVE] = ['session-that-is-old-1', 'session-that-is-new-1', 'a-secret-of-at-least-32-characters']
const DAYS = 30

async function rigged() {
  const rig = personRig()
  const db = openD1(rig.d1, openVault({ k1: LIVE }))
  const swept: Record<string, number> = {}
  let days = DAYS
  const deps: SweepDeps = {
    ...openRetention(db),
    ...rig.people,
    ...openReseal(db),
    now: () => NOW + (DAYS + 1) * DAY_MS,
    retentionDays: async () => days,
    removeFiles: rig.deps.removeFiles,
    swept: (table, rows) => void (swept[table] = rows),
  }
  const messages = turn(NEW).messages.map((message) => ({ ...message, atMs: NOW + 2 * DAY_MS }))
  await rig.talk(OLD)
  await rig.talk(NEW, { subject: 'wp:8', email: 'bob@example.com', messages })
  return { rig, db, deps, swept, setDays: (n: number) => void (days = n) }
}

describe('the retention job', () => {
  it('takes what is past its days, with its files, and leaves the rest', async () => {
    const { rig, deps, swept } = await rigged()
    await sweepOld(deps)
    expect(swept).toEqual({ sessions: 1, users: 1, approvals: 0, resealed: 0 })
    expect([rig.rows('sessions'), rig.rows('messages'), rig.rows('users'), [...rig.files.keys()]]).toEqual([
      1,
      2,
      1,
      [NEW],
    ])
    await sweepOld(deps)
    expect(swept['sessions']).toBe(0)
  })

  it('sweeps nothing when the days cannot be read', async () => {
    const { rig, deps, setDays } = await rigged()
    setDays(0)
    await sweepOld(deps)
    expect(rig.rows('sessions')).toBe(2)
  })

  it('works in batches with an end', async () => {
    const asked: number[] = []
    const { deps } = await rigged()
    const oldSessions = async (_: number, limit: number) => (
      asked.push(limit),
      Array.from({ length: limit }, (_each, n) => `s${n}`)
    )
    await sweepOld({ ...deps, oldSessions, eraseSession: async () => ({}), removeFiles: async () => 0 })
    expect(asked.reduce((sum, n) => sum + n, 0)).toBe(1_000)
  })

  it('keeps the trail of what was done to orders whole', async () => {
    const { rig, deps } = await rigged()
    await sweepOld(deps)
    expect(rig.rows('actions_log')).toBe(2)
  })
})

describe('a new key', () => {
  it('takes over every sealed column, from no key and from an older one', async () => {
    const { rig } = await rigged()
    const plain = openD1(rig.d1)
    await openTranscripts(plain).keepTurns([
      turn('session-kept-plain-01', { subject: 'wp:9', email: 'cy@example.com' }),
    ])
    await openConsents(plain).putConsent(consent('card-p', 'session-kept-plain-01'))
    await openApprovals(openD1(rig.d1, openVault({ k1: LIVE }))).putApproval(approval('apr_p', OLD))
    const rotated = openD1(rig.d1, openVault({ k2: 'n'.repeat(40), k1: LIVE }))
    expect(await openReseal(rotated).reseal(500)).toBeGreaterThan(10)
    expect(await openReseal(rotated).reseal(500)).toBe(0)
    expect(rig.everything()).not.toMatch(/ch1:k1|cy@example|Ghent|lamp/)

    const after = openD1(rig.d1, openVault({ k2: 'n'.repeat(40) }))
    expect((await openTranscripts(after).readTranscript(OLD)).map((row) => row.body)).toContain('my lamp is broken')
    expect(await openConsents(after).findConsent('card-p')).toMatchObject({ input: { address: { city: 'Ghent' } } })
    expect(await openApprovals(after).findApproval('apr_p')).toMatchObject({ draft: { orderId: '5042' } })
  })

  it('finds people by their address before, while and after', async () => {
    const { rig } = await rigged()
    const ask = { email: 'BOB@example.com', customer_id: null, session_id: null }
    const { openPersonRows } = await import('../../store/privacy/person-rows.ts')
    const rotated = openD1(rig.d1, openVault({ k2: 'n'.repeat(40), k1: LIVE }))
    expect(await openPersonRows(rotated).subjectsOf(ask)).toEqual(['wp:8'])
    await openReseal(rotated).reseal(500)
    expect(await openPersonRows(openD1(rig.d1, openVault({ k2: 'n'.repeat(40) }))).subjectsOf(ask)).toEqual(['wp:8'])
  })

  it('is looked for in every column that says it is sealed', () => {
    expect(SEALED_COLUMNS.map((each) => each.name)).toHaveLength(9)
  })
})
