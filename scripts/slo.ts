import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DAY_MS, HOUR_MS } from '../src/base/time.ts'
import type { MetricRow } from '../src/contracts/metrics.ts'
import { rollUpHour } from '../src/observability/metrics/roll-up-hour.ts'
import { computeSlos, type SloState } from '../src/observability/metrics/slo.ts'
import { openHourFacts } from '../src/store/metrics/hour-facts.ts'
import { openMetrics } from '../src/store/metrics/metrics.ts'
import { openD1 } from '../src/store/open-d1.ts'
import { openRefundCheck } from '../src/store/metrics/refund-check.ts'
import { openNodeD1 } from '../src/store/testing/node-d1.ts'

/**
 * `npm run slo`: our objectives over the last 28 days, with what is left of each error budget. Exits 1 on a breach.
 * It asks a deployment (`--url`, a staff token in COUNTERHAND_STAFF_TOKEN) or reads a database: what `npm run dev` wrote, or `--db`,
 * a SQLite file (`wrangler d1 export DB --remote --output metrics.sql`, then `sqlite3 metrics.sqlite < metrics.sql`).
 */
const USAGE = `npm run slo -- [--days 28] [--url https://chat.example.com | --db file.sqlite] [--json]
Without --url and --db it reads what \`npm run dev\` wrote on this machine; there is nothing there yet.`
const LOCAL = '.wrangler/state/v3/d1/miniflare-D1DatabaseObject'

const { values } = parseArgs({
  options: {
    days: { type: 'string', default: '28' },
    url: { type: 'string', default: '' },
    db: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
})
const toMs = Date.now()
const fromMs = Math.floor((toMs - Number(values.days) * DAY_MS) / HOUR_MS) * HOUR_MS

const slos = values.url === '' ? await readDatabase() : await askDeployment(values.url)
if (values.json) console.log(JSON.stringify(slos, null, 2))
else for (const slo of slos) console.log(lineOf(slo))
process.exit(slos.some((slo) => slo.state === 'breached') ? 1 : 0)

async function askDeployment(url: string): Promise<SloState[]> {
  const asked = new URL('/ops/metrics', url)
  asked.searchParams.set('from', new Date(fromMs).toISOString())
  asked.searchParams.set('to', new Date(toMs).toISOString())
  const response = await fetch(asked, {
    headers: { authorization: `Bearer ${process.env['COUNTERHAND_STAFF_TOKEN'] ?? ''}` },
  })
  if (!response.ok) return fail(`${asked.host} answered ${response.status}: is COUNTERHAND_STAFF_TOKEN a colleague's?`)
  return ((await response.json()) as { slos: SloState[] }).slos
}

async function readDatabase(): Promise<SloState[]> {
  const path = values.db === '' ? localDatabase() : values.db
  if (path === null || !existsSync(path)) return fail(USAGE)
  const db = openD1(openNodeD1({ path, migrate: false }))
  const kept = await openMetrics(db).readMetrics({ fromMs, toMs })
  const refunds = await openRefundCheck(db).checkRefunds(fromMs, toMs)
  for (const { key, why } of refunds.wrong) console.error(`wrong refund: ${key}: ${why}`)
  const rows = kept.length > 0 ? kept : await tellHours(db)
  return computeSlos(rows, { paid: refunds.paid, wrong: refunds.wrong.length })
}

/** No cron runs on a machine of one's own: the hours are told here, from the turns themselves. */
async function tellHours(db: ReturnType<typeof openD1>): Promise<MetricRow[]> {
  const facts = await openHourFacts(db).readHourFacts(fromMs, toMs)
  return rollUpHour(fromMs, facts, toMs)
}

function localDatabase(): string | null {
  if (!existsSync(LOCAL)) return null
  const file = readdirSync(LOCAL).find((name) => name.endsWith('.sqlite') && name !== 'metadata.sqlite')
  return file ? join(LOCAL, file) : null
}

function lineOf({ slo, says, target, good, all, actual, budget, spent, left, state }: SloState): string {
  const percent = (share: number | null) => (share === null ? '–' : `${(share * 100).toFixed(2)} %`)
  const head = `${slo.padEnd(13)} ${state.padEnd(15)} ${percent(actual).padStart(9)} of ${percent(target)}`
  return `${head}  ${good} of ${all}; ${spent} of ${budget} allowed bad ones, ${percent(left)} of the budget left (${says})`
}

function fail(message: string): never {
  console.error(message)
  process.exit(2)
  throw new Error(message)
}
