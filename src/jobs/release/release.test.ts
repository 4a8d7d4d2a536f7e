import { describe, expect, it } from 'vitest'
import { HOUR_MS } from '../../base/time.ts'
import type { MetricName, MetricRow } from '../../contracts/metrics.ts'
import { compareVersions, tellComparison, type Guardrail, type Verdict } from './compare-versions.ts'
import { judgeCanary, type CanaryState, type JudgeCanaryDeps } from './judge-canary.ts'
import { testShares } from './sequential-test.ts'

/** Seeded: the same simulation every time. */
function dice(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Looks after every hundred chances, as an hourly job would; the share of trials in which any look said "different". */
function falselyFound(share: number, tau: number, trials: number): number {
  const random = dice(11)
  let found = 0
  for (let trial = 0; trial < trials; trial++) {
    const [settled, tried] = [
      { happened: 0, of: 0 },
      { happened: 0, of: 0 },
    ]
    for (let chances = 1; chances <= 4_000; chances++) {
      // One in ten sessions is on trial.
      const side = chances % 10 === 0 ? tried : settled
      side.of++
      if (random() < share) side.happened++
      if (chances % 100 === 0 && (testShares(settled, tried, tau)?.p ?? 1) < 0.05) {
        found++
        break
      }
    }
  }
  return found / trials
}

describe('the sequential test', () => {
  it.each([
    [0.8, 0.05],
    [0.2, 0.03],
    [0.03, 0.02],
  ])('looked at forty times, calls two equal versions different in under 5 %% of trials (share %d)', (share, tau) => {
    expect(falselyFound(share, tau, 400)).toBeLessThan(0.05)
  })

  it('finds a real difference, and the sooner the larger it is', () => {
    const p = (tried: number, of: number) =>
      testShares({ happened: 8_000, of: 10_000 }, { happened: tried, of }, 0.05)!.p
    expect(p(350, 500)).toBeLessThan(0.01)
    expect(p(395, 500)).toBeGreaterThan(0.5)
    expect(p(140, 200)).toBeGreaterThan(p(350, 500))
  })

  it.each([
    ['few chances', { happened: 10, of: 49 }],
    ['no chances', { happened: 0, of: 0 }],
  ])('says nothing of %s', (_, tried) => {
    expect(testShares({ happened: 500, of: 1_000 }, tried, 0.05)).toBeNull()
  })

  it('says nothing of what has hardly ever happened', () => {
    expect(testShares({ happened: 2, of: 5_000 }, { happened: 3, of: 300 }, 0.02)).toBeNull()
  })
})

const HOUR = Date.UTC(2026, 10, 20, 10)
const row = (brainVersion: string, metric: MetricName, detail: string, count: number, hour = HOUR): MetricRow => ({
  hour,
  metric,
  brainVersion,
  provider: '',
  intent: '',
  detail,
  count,
  sum: 0,
  max: 0,
  steps: {},
})
type Version = { contained?: number; errors?: number; handoffs?: number; liked?: number }
/** A thousand turns and sessions and two hundred ratings. */
const version = (id: string, change: Version = {}, hour = HOUR): MetricRow[] => {
  const { contained = 800, errors = 10, handoffs = 200, liked = 160 } = change
  return [
    row(id, 'session', 'contained', contained, hour),
    row(id, 'session', 'handed_over', 1_000 - contained, hour),
    row(id, 'turn', 'answered', 1_000 - errors, hour),
    row(id, 'turn', 'failed', errors, hour),
    row(id, 'handoff', 'complaint', handoffs, hour),
    row(id, 'rating', '5', liked, hour),
    row(id, 'rating', '2', 200 - liked, hour),
  ]
}

describe('two versions', () => {
  it.each<[string, Version, Verdict, Guardrail | null]>([
    ['alike', {}, 'not_yet_known', null],
    ['a little apart', { contained: 785, errors: 12 }, 'not_yet_known', null],
    ['of which the new one loses shoppers to people', { contained: 680 }, 'worse', 'containment'],
    ['of which the new one fails', { errors: 60 }, 'worse', 'errors'],
    ['of which the new one hands over', { handoffs: 320 }, 'worse', 'handoff'],
    ['of which the new one is liked less', { liked: 110 }, 'worse', 'csat'],
    ['of which the new one contains more', { contained: 900 }, 'better', 'containment'],
    ['of which the new one contains more and fails more', { contained: 900, errors: 60 }, 'worse', 'errors'],
  ])('%s', (_, change, verdict, because) => {
    const told = compareVersions([...version('v1'), ...version('v2', change)], 'v1', 'v2')
    expect(told.verdict).toBe(verdict)
    const named = told.guardrails.find((each) => each.verdict === verdict && verdict !== 'not_yet_known')
    expect(named?.guardrail ?? null).toBe(because)
    expect(tellComparison(told)[0]).toContain(verdict.replaceAll('_', ' '))
  })

  it('are compared by the hours in which both spoke', () => {
    const bad = version('v1', { contained: 0, errors: 900 }, HOUR - HOUR_MS)
    const told = compareVersions([...bad, ...version('v1'), ...version('v2')], 'v1', 'v2')
    expect(told).toMatchObject({ verdict: 'not_yet_known', hours: 1 })
  })
})

function rig(rows: MetricRow[], over: Partial<JudgeCanaryDeps> = {}) {
  const did: string[] = []
  const world = { state: null as CanaryState | null, nowMs: HOUR + 5 * 60_000 }
  const deps: JudgeCanaryDeps = {
    now: () => world.nowMs,
    onTrial: async () => ({ settled: 'v1', tried: 'v2' }),
    readMetrics: async ({ fromMs }) => rows.filter((each) => each.hour >= fromMs),
    readState: async () => world.state,
    keepState: async (state) => void (world.state = state),
    keepRun: async (run) => void did.push(`kept ${run.id} ${run.failed}`),
    rollBack: async () => void did.push('rolled back'),
    told: ({ verdict }, isRolledBack) => void did.push(`${verdict} ${isRolledBack}`),
    ...over,
  }
  return { did, world, run: () => judgeCanary(deps) }
}

describe('a trial', () => {
  it('is ended by flag when a guardrail is breached, and a second one is judged by itself', async () => {
    const { did, world, run } = rig([...version('v1'), ...version('v2', { errors: 60 })])
    expect([await run(), await run()]).toEqual(['worse', 'too_soon'])
    expect(did).toEqual(['rolled back', 'kept canary-v2-2026-11-20 1', 'worse true'])
    world.nowMs += HOUR_MS
    expect(await run()).toBe('not_yet_known')
    expect(did.filter((each) => each === 'rolled back')).toHaveLength(1)
  })

  it('goes on while nothing is known, and when it is better', async () => {
    for (const change of [{}, { contained: 900 }]) {
      const { did, run } = rig([...version('v1'), ...version('v2', change)])
      await run()
      expect(did).not.toContain('rolled back')
    }
  })

  it('is rolled back again when the first try could not be written down', async () => {
    const { did, run } = rig([...version('v1'), ...version('v2', { errors: 60 })], {
      keepState: () => Promise.reject(new Error('KV is away')),
    })
    await expect(run()).rejects.toThrow('KV')
    await expect(run()).rejects.toThrow('KV')
    expect(did.filter((each) => each === 'rolled back')).toHaveLength(2)
  })

  it('is not judged where there is none', async () => {
    expect(await rig([], { onTrial: async () => null }).run()).toBe('no_trial')
  })
})
