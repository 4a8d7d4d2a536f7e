import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { MetricName } from '../../contracts/metrics.ts'

/** Hours told in numbers. No people in it, so it outlives what it was made from. */
export const metricsHourly = sqliteTable(
  'metrics_hourly',
  {
    hour: integer('hour').notNull(),
    metric: text('metric').$type<MetricName>().notNull(),
    brainVersion: text('brain_version').notNull(),
    provider: text('provider').notNull(),
    intent: text('intent').notNull(),
    detail: text('detail').notNull(),
    count: integer('count').notNull(),
    sum: integer('sum').notNull(),
    max: integer('max').notNull(),
    steps: text('steps', { mode: 'json' }).$type<Record<string, number>>().notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.hour, table.metric, table.brainVersion, table.provider, table.intent, table.detail],
    }),
    index('metrics_hourly_by_metric').on(table.metric, table.hour),
  ]
)
