import { cleanKind, type Clean } from './fields.ts'

/**
 * Figures for Workers Analytics Engine, one point each, a closed list: the dimensions are the same for all, the numbers
 * are named here in the order of their columns. `double1` is always 1, so that a sum over it counts.
 */
export const POINTS = {
  turn: ['latency_ms', 'first_token_ms', 'input_tokens', 'output_tokens', 'cost_usd', 'tools', 'answerable'],
  provider_call: ['latency_ms', 'first_token_ms', 'input_tokens', 'output_tokens', 'cost_usd'],
  handoff: [],
  rating: ['score'],
  write: ['duration_ms'],
  fault: [],
  job: ['duration_ms', 'attempts', 'messages'],
  order_lag: ['lag_s'],
} as const
export type PointName = keyof typeof POINTS

type Dimensions = {
  brain_version?: string | null
  provider?: string | null
  intent?: string | null
  /** The outcome, reason, score or code: what is counted apart. */
  detail?: string | null
}
export type Point = {
  [Name in PointName]: { point: Name } & Dimensions & { [Key in (typeof POINTS)[Name][number]]?: number | null }
}[PointName]

/** As Analytics Engine takes it: one index of at most 96 bytes, at most 20 blobs and 20 doubles. */
export type DataPoint = { indexes: [string]; blobs: string[]; doubles: number[] }
export type PointSink = { writeDataPoint(point: DataPoint): void }

/** blob1 point, blob2 brain version, blob3 provider, blob4 intent, blob5 detail. A number that is not known is -1. */
export function toDataPoint(point: Point, clean: Clean): DataPoint | null {
  if (!Object.hasOwn(POINTS, point.point)) return null
  const word = (raw: unknown) => (typeof raw === 'string' ? (cleanKind('word', raw, clean) as string) : '')
  const numbers = POINTS[point.point].map((key) => {
    const value = (point as Record<string, unknown>)[key]
    return typeof value === 'number' && Number.isFinite(value) ? value : -1
  })
  return {
    indexes: [point.point],
    blobs: [point.point, word(point.brain_version), word(point.provider), word(point.intent), word(point.detail)],
    doubles: [1, ...numbers],
  }
}
