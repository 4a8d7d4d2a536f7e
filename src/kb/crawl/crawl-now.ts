import type { RunReport } from '../../store/knowledge/runs.ts'
import type { CrawlAsk, CrawlDeps } from './deps.ts'
import { fetchPages } from './fetch-pages.ts'
import { finishRun } from './finish-run.ts'
import { planCrawl } from './start-crawl.ts'

const PAGES_PER_ROUND = 24

/**
 * The same steps without a queue, for a first start and the command line. Rounds go on until nothing is queued; a page
 * that asks to come back later is waited for, within the attempts every page has.
 */
export async function crawlNow(
  deps: Omit<CrawlDeps, 'send'>,
  ask: CrawlAsk,
  onProgress: (report: RunReport) => void = () => undefined
): Promise<RunReport> {
  const own: CrawlDeps = { ...deps, send: async () => undefined }
  const runId = deps.uuid()
  await planCrawl(own, ask, runId)
  const { runs } = deps.store
  for (;;) {
    const urls = await runs.listQueued(runId, { before: Number.MAX_SAFE_INTEGER, limit: PAGES_PER_ROUND })
    if (urls.length === 0) break
    const verdicts = await fetchPages(own, { runId, urls })
    const waits = verdicts.flatMap((each) => (each.verdict === 'later' ? [each.delaySeconds * 1_000] : []))
    if (waits.length === verdicts.length) await deps.sleep(Math.min(...waits))
    const report = (await runs.readRun(runId))!
    onProgress(report)
    // Ended by somebody else: what is still queued is nobody's any more.
    if (report.done) break
  }
  await finishRun(own, runId, { note: null })
  return (await runs.readRun(runId))!
}
