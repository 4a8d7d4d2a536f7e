import type { MetricName, MetricRow } from '../../contracts/metrics.ts'
import { mergeSteps, percentile, type Steps } from './histogram.ts'

/** What a range of hours comes to. Shares are 0 to 1, null where nothing was counted. */
export type MetricsSummary = {
  turns: number
  /** Turns that gave the shopper what may be given: an answer, a question back, a person, an honest no. */
  success: number | null
  /** Conversations that needed no person. */
  containment: number | null
  conversations: number
  outcomes: Record<string, number>
  handoffs: Record<string, number>
  latencyMs: { p50: number; p95: number; p99: number }
  firstTokenMs: { p50: number; p95: number; p99: number }
  /** The ten commonest, by where and code. */
  topErrors: { what: string; count: number }[]
  tokens: { input: number; output: number }
  costUsd: number
  csat: { ratings: number; average: number | null; satisfied: number | null }
  searchMisses: number
  refunds: Record<string, number>
  freshness: { orderLagSeconds: { average: number; max: number } | null; pagesAgeSeconds: number | null }
}

export const GROUPS = ['hour', 'brainVersion', 'provider', 'intent'] as const
export type MetricsGroup = (typeof GROUPS)[number]

const FAILED = new Set(['failed', 'out_of_time', 'interrupted'])
/** An honest "I don't know" is no failure of ours to answer, and no success either. */
const UNMET = new Set([...FAILED, 'not_known'])

/** One summary for each value of the dimension, in order. */
export function summarizeBy(rows: MetricRow[], by: MetricsGroup): Record<string, MetricsSummary> {
  const keyOf = (row: MetricRow) => (by === 'hour' ? new Date(row.hour).toISOString() : row[by])
  const groups = [...Map.groupBy(rows, keyOf)].filter(([key]) => key !== '')
  return Object.fromEntries(groups.map(([key, group]) => [key, summarize(group)]))
}

export function summarize(rows: MetricRow[]): MetricsSummary {
  const of = (metric: MetricName) => rows.filter((row) => row.metric === metric)
  const turns = of('turn')
  const asked = total(turns.filter((row) => row.detail !== 'stopped'))
  const sessions = of('session')
  const ratings = of('rating')
  return {
    turns: total(turns),
    success: share(total(turns.filter((row) => row.detail !== 'stopped' && !UNMET.has(row.detail))), asked),
    containment: share(total(sessions.filter((row) => row.detail === 'contained')), total(sessions)),
    conversations: total(sessions),
    outcomes: countBy(turns),
    handoffs: countBy(of('handoff')),
    latencyMs: percentiles(turns),
    firstTokenMs: percentiles(of('first_token')),
    topErrors: Object.entries(countBy([...of('fault'), ...failuresOf(turns), ...failuresOf(of('provider_call'))]))
      .map(([what, count]) => ({ what, count }))
      .toSorted((a, b) => b.count - a.count)
      .slice(0, 10),
    tokens: { input: sum(of('tokens_in')), output: sum(of('tokens_out')) },
    costUsd: sum(of('cost')) / 1_000_000,
    csat: {
      ratings: total(ratings),
      average: share(sum(ratings), total(ratings)),
      satisfied: share(total(ratings.filter((row) => Number(row.detail) >= 4)), total(ratings)),
    },
    searchMisses: total(of('search_miss')),
    refunds: countBy(of('refund')),
    freshness: freshnessOf(of('order_lag'), of('kb_age')),
  }
}

const total = (rows: MetricRow[]): number => rows.reduce((count, row) => count + row.count, 0)
const sum = (rows: MetricRow[]): number => rows.reduce((all, row) => all + row.sum, 0)
const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

function countBy(rows: MetricRow[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { detail, count } of rows) counts[detail] = (counts[detail] ?? 0) + count
  return counts
}

function percentiles(rows: MetricRow[]): { p50: number; p95: number; p99: number } {
  const steps: Steps = {}
  for (const row of rows) mergeSteps(steps, row.steps)
  return { p50: percentile(steps, 0.5), p95: percentile(steps, 0.95), p99: percentile(steps, 0.99) }
}

/** Turns that failed and providers that were left, named so that they stand beside faults. */
const failuresOf = (rows: MetricRow[]): MetricRow[] =>
  rows
    .filter((row) => (row.metric === 'turn' ? FAILED.has(row.detail) : row.detail !== 'ok'))
    .map((row) => ({ ...row, detail: row.metric === 'turn' ? `turn ${row.detail}` : `${row.provider} ${row.detail}` }))

function freshnessOf(lags: MetricRow[], ages: MetricRow[]): MetricsSummary['freshness'] {
  const lag = {
    average: Math.round(sum(lags) / Math.max(1, total(lags))),
    max: Math.max(0, ...lags.map((row) => row.max)),
  }
  const newest = ages.toSorted((a, b) => b.hour - a.hour)[0]
  return { orderLagSeconds: lags.length === 0 ? null : lag, pagesAgeSeconds: newest?.max ?? null }
}
