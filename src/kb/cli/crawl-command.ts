import { SECOND_MS } from '../../base/time.ts'
import type { FrontierState, RunReport } from '../../store/knowledge/runs.ts'
import { crawlNow } from '../crawl/crawl-now.ts'
import type { CrawlAsk, CrawlDeps } from '../crawl/deps.ts'
import { normalizeUrl } from '../crawl/urls.ts'
import { tell, type CliDeps } from './cli-deps.ts'
import { pagesOf } from './print.ts'

const SHOWN = 5
const COUNTED = ['changed', 'unchanged', 'gone', 'skipped', 'failed'] as const

/** Reads a site, or the pages named, and says what became of them. A crawl that was cut off is gone on with. */
export async function crawl({ crawl: deps, screen, now }: CliDeps, ask: CrawlAsk): Promise<number> {
  const start = normalizeUrl(ask.start)
  if (!start)
    return tell(screen, `"${ask.start}" is not an address. Try: npm run kb -- crawl https://your-shop.example`, 2)
  const before = await findCutOff(deps, ask)
  screen.line(ask.urls ? `Reading ${pagesOf(ask.urls.length)} of ${new URL(start).host}` : `Reading ${start}`)
  if (before) screen.line(`Going on where a crawl was cut off: ${before.fetched} of ${before.found} pages were read.`)
  const startedAt = now()
  const resumed = before ? { ...deps, uuid: () => before.id } : deps
  const report = await crawlNow(resumed, ask, (each) => screen.bar('pages', each.fetched, each.found))
  return tellReport({ deps, screen }, report, (now() - startedAt) / SECOND_MS)
}

/** The same ask that never ended, if there is one. */
async function findCutOff(deps: CrawlDeps, ask: CrawlAsk): Promise<RunReport | undefined> {
  const same = JSON.stringify(ask)
  return (await deps.store.runs.listUnfinished()).find((run) => JSON.stringify(run.ask) === same)
}

async function tellReport(
  { deps, screen }: { deps: CrawlDeps; screen: CliDeps['screen'] },
  report: RunReport,
  seconds: number
): Promise<number> {
  const counts = COUNTED.filter((state) => report[state] > 0).map((state) => `${report[state]} ${state}`)
  screen.line(`${pagesOf(report.found)} in ${seconds.toFixed(1)} s${counts.length > 0 ? `: ${counts.join(', ')}` : ''}`)
  if (report.note) screen.line(`${report.note[0]!.toUpperCase()}${report.note.slice(1)}.`)
  for (const state of ['failed', 'skipped', 'gone'] as const) await tellPages({ deps, screen }, report, state)
  const hasRead = report.changed + report.unchanged > 0
  if (report.changed > 0) screen.line('\nNow try: npm run kb -- search "how do I return something"')
  return report.failed === 0 && hasRead ? 0 : 1
}

async function tellPages(
  { deps, screen }: { deps: CrawlDeps; screen: CliDeps['screen'] },
  report: RunReport,
  state: Extract<FrontierState, 'failed' | 'skipped' | 'gone'>
): Promise<void> {
  const rows = await deps.store.runs.listFrontier(report.id, state, SHOWN)
  if (rows.length === 0) return
  screen.line(`\n${state}:`)
  for (const row of rows) screen.line(`  ${row.url}\n    ${row.why ?? 'no reason kept'}`)
  if (report[state] > SHOWN) screen.line(`  and ${report[state] - SHOWN} more`)
}
