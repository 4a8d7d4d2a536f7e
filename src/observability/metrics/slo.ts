import type { MetricRow } from '../../contracts/metrics.ts'
import { mergeSteps, shareWithin, type Steps } from './histogram.ts'

/** What we hold ourselves to. `target` is the share that must be good; a target of 1 has no budget at all. */
export const SLOS = {
  availability: { target: 0.995, says: 'turns that end in an answer, a question or a person' },
  first_token: { target: 0.95, limitMs: 3_000, says: 'turns whose first word comes within 3 s' },
  wrong_refund: { target: 1, says: 'refunds paid exactly as agreed and allowed' },
} as const
export type SloName = keyof typeof SLOS

export type SloState = {
  slo: SloName
  says: string
  target: number
  good: number
  all: number
  /** Null where nothing was counted. */
  actual: number | null
  /** Bad ones the window allows, and how many of them there were. */
  budget: number
  spent: number
  /** 1 is untouched, 0 used up, below that overspent. */
  left: number
  state: 'met' | 'breached' | 'nothing_counted'
}

const BAD_TURNS = new Set(['failed', 'out_of_time', 'interrupted'])

/** Pure: hours and the refunds that were paid and found wrong, in; one state for each objective, out. */
export function computeSlos(rows: MetricRow[], refunds: { paid: number; wrong: number }): SloState[] {
  const turns = rows.filter((row) => row.metric === 'turn' && row.detail !== 'stopped')
  const all = turns.reduce((sum, row) => sum + row.count, 0)
  const bad = turns.reduce((sum, row) => sum + (BAD_TURNS.has(row.detail) ? row.count : 0), 0)
  const steps: Steps = {}
  for (const row of rows) if (row.metric === 'first_token') mergeSteps(steps, row.steps)
  const spoken = Object.values(steps).reduce((sum, count) => sum + count, 0)
  const inTime = Math.round(shareWithin(steps, SLOS.first_token.limitMs) * spoken)
  return [
    stateOf('availability', all - bad, all),
    stateOf('first_token', inTime, spoken),
    stateOf('wrong_refund', refunds.paid - refunds.wrong, refunds.paid),
  ]
}

function stateOf(slo: SloName, good: number, all: number): SloState {
  const { target, says } = SLOS[slo]
  const spent = all - good
  const budget = Math.round((1 - target) * all * 1_000) / 1_000
  const left = spent === 0 ? 1 : budget === 0 ? -spent : 1 - spent / budget
  const state = all === 0 ? 'nothing_counted' : good / all >= target ? 'met' : 'breached'
  return { slo, says, target, good, all, actual: all === 0 ? null : good / all, budget, spent, left, state }
}
