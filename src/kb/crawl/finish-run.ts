import type { CrawlDeps } from './deps.ts'

/**
 * Ends a run once nothing is queued. Twice is harmless: the count is taken anew and the first end stands.
 * Term counts are refreshed only when a page came, changed or went.
 */
export async function finishRun(
  deps: Pick<CrawlDeps, 'store' | 'now'>,
  runId: string,
  ask: { note: string | null }
): Promise<void> {
  const { runs, lexicon } = deps.store
  const report = await runs.readRun(runId)
  if (!report || report.done) return
  if (report.changed + report.gone > 0) await lexicon.refresh(deps.now())
  await runs.closeRun(runId, { now: deps.now(), note: ask.note })
}
