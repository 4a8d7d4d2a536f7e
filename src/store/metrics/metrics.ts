import { and, asc, eq, gte, inArray, lt, sql } from 'drizzle-orm'
import type { MetricName, MetricRow, ProviderHealth } from '../../contracts/metrics.ts'
import { mergeSteps, percentile, type Steps } from '../../observability/metrics/histogram.ts'
import { storing, type Db } from '../open-d1.ts'
import { metricsHourly } from '../schema/metrics.ts'

/** A row binds 10 values, and D1 takes 100 a statement. */
const ROWS_A_STATEMENT = 10
/** A month of a busy shop is far below it. */
const READ_MAX = 200_000

export type Metrics = ReturnType<typeof openMetrics>

/** Hourly rollups. Numbers only: no person, order or word is in them. */
export function openMetrics(db: Db) {
  const readMetrics = (range: { fromMs: number; toMs: number; metrics?: MetricName[] }): Promise<MetricRow[]> =>
    storing('readMetrics', () =>
      db
        .select()
        .from(metricsHourly)
        .where(
          and(
            gte(metricsHourly.hour, range.fromMs),
            lt(metricsHourly.hour, range.toMs),
            ...(range.metrics ? [inArray(metricsHourly.metric, range.metrics)] : [])
          )
        )
        .orderBy(asc(metricsHourly.hour))
        .limit(READ_MAX)
    )

  return {
    readMetrics,

    /** The hour's rows of these metrics, told again: in one transaction, so that nobody reads half an hour. */
    replaceHour: (hour: number, metrics: readonly MetricName[], rows: MetricRow[]): Promise<void> =>
      storing('replaceHour', async () => {
        const old = and(eq(metricsHourly.hour, hour), inArray(metricsHourly.metric, [...metrics]))
        const groups = Array.from({ length: Math.ceil(rows.length / ROWS_A_STATEMENT) }, (_, group) =>
          rows.slice(group * ROWS_A_STATEMENT, (group + 1) * ROWS_A_STATEMENT)
        )
        await db.batch([
          db.delete(metricsHourly).where(old),
          ...groups.map((group) => db.insert(metricsHourly).values(group)),
        ])
      }),

    /** Adds to what the hour has: for what is told once, as it happens. Told twice it counts twice. */
    addToHour: (row: MetricRow): Promise<void> =>
      storing('addToHour', async () => {
        await db
          .insert(metricsHourly)
          .values(row)
          .onConflictDoUpdate({
            target: [
              metricsHourly.hour,
              metricsHourly.metric,
              metricsHourly.brainVersion,
              metricsHourly.provider,
              metricsHourly.intent,
              metricsHourly.detail,
            ],
            set: {
              count: sql`${metricsHourly.count} + excluded.count`,
              sum: sql`${metricsHourly.sum} + excluded.sum`,
              max: sql`case when excluded.max > ${metricsHourly.max} then excluded.max else ${metricsHourly.max} end`,
            },
          })
      }),

    /** How each provider has done by intent since a time: whole hours, the running one up to its last rollup. */
    readProviderHealth: async (sinceMs: number): Promise<ProviderHealth[]> =>
      healthOf(
        await readMetrics({
          fromMs: sinceMs,
          toMs: Number.MAX_SAFE_INTEGER,
          metrics: ['provider_call', 'provider_cost'],
        })
      ),
  }
}

/** Pure, for tests and for whoever has rows already. */
export function healthOf(rows: MetricRow[]): ProviderHealth[] {
  const groups = Map.groupBy(rows, ({ provider, intent }) => JSON.stringify([provider, intent]))
  return [...groups.values()].map((group) => {
    const { provider, intent } = group[0]!
    const tries = group.filter((row) => row.metric === 'provider_call')
    const calls = tries.reduce((total, row) => total + row.count, 0)
    const failures = tries.reduce((total, row) => total + (row.detail === 'ok' ? 0 : row.count), 0)
    const cost = group.reduce((total, row) => total + (row.metric === 'provider_cost' ? row.sum : 0), 0)
    const steps: Steps = {}
    for (const row of tries) mergeSteps(steps, row.steps)
    return {
      provider,
      intent,
      calls,
      failures,
      success: calls === 0 ? 1 : (calls - failures) / calls,
      p50Ms: percentile(steps, 0.5),
      p95Ms: percentile(steps, 0.95),
      costMicroUsd: calls === 0 ? 0 : Math.round(cost / calls),
    }
  })
}
