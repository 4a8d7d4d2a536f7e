import { Hono } from 'hono'
import * as z from 'zod'
import { DAY_MS, HOUR_MS } from '../base/time.ts'
import type { MetricRow, ProviderHealth } from '../contracts/metrics.ts'
import { computeSlos } from '../observability/metrics/slo.ts'
import { GROUPS, summarize, summarizeBy } from '../observability/metrics/summarize.ts'
import type { OpsVariables } from './ops-routes.ts'

export type MetricsDeps = {
  now(): number
  readMetrics(range: { fromMs: number; toMs: number }): Promise<MetricRow[]>
  readProviderHealth(sinceMs: number): Promise<ProviderHealth[]>
  checkRefunds(fromMs: number, toMs: number): Promise<{ paid: number; wrong: { key: string; why: string }[] }>
}

/** The longest range one question may ask for. */
const RANGE_MAX_MS = 92 * DAY_MS
const querySchema = z.object({
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  by: z.enum(GROUPS).optional(),
})

/**
 * `GET /ops/metrics?from=…&to=…&by=brainVersion`: what a range of hours comes to, the last day unless said. `from` is
 * rounded down to its hour, because hours are what is kept.
 */
export function metricsRoutes(deps: MetricsDeps) {
  return new Hono<OpsVariables>().get('/', async (c) => {
    const query = querySchema.safeParse(c.req.query())
    const toMs = query.data?.to ? Date.parse(query.data.to) : deps.now()
    const askedMs = query.data?.from ? Date.parse(query.data.from) : toMs - DAY_MS
    const fromMs = Math.floor(askedMs / HOUR_MS) * HOUR_MS
    if (!query.success || fromMs >= toMs || toMs - fromMs > RANGE_MAX_MS) {
      const message = `from, to: ISO times at most 92 days apart; by: ${GROUPS.join(', ')}`
      return c.json({ code: 'bad_request', message }, 400)
    }
    const [rows, providers, refunds] = await Promise.all([
      deps.readMetrics({ fromMs, toMs }),
      deps.readProviderHealth(fromMs),
      deps.checkRefunds(fromMs, toMs),
    ])
    const { by } = query.data
    return c.json({
      from: new Date(fromMs).toISOString(),
      to: new Date(toMs).toISOString(),
      summary: summarize(rows),
      ...(by ? { by: summarizeBy(rows, by) } : {}),
      providers,
      slos: computeSlos(rows, { paid: refunds.paid, wrong: refunds.wrong.length }),
      wrongRefunds: refunds.wrong,
    })
  })
}
