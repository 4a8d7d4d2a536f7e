import { DAY_MS, type Clock } from '../../base/time.ts'
import { pairDrafts, scoreDraft, type DraftScore, type Line } from './score-draft.ts'

export type DraftTurn = { sessionId: string; turnId: string; brainVersion: string; intent: string | null }
export type ShadowRun = {
  id: string
  brainVersion: string
  suite: 'shadow'
  startedAt: number
  endedAt: number
  passed: number
  failed: number
  report: unknown
}
export type ScoreDraftsDeps = {
  now: Clock
  listDrafts(ask: { sinceMs: number; limit: number }): Promise<DraftTurn[]>
  readTranscript(sessionId: string): Promise<Line[]>
  keepRun(run: ShadowRun): Promise<void>
}

/** More drafts than this in a week are sampled by age: the oldest first, so none is missed for ever. */
const DRAFTS_MAX = 2_000
const LOOK_BACK_MS = 7 * DAY_MS

/**
 * Scores the week's drafts against what colleagues sent, one row of `eval_runs` a day and version. Figures only: no word
 * of a draft or an answer is in the report. Run again it replaces itself.
 */
export async function scoreDrafts(deps: ScoreDraftsDeps): Promise<ShadowRun[]> {
  const startedAt = deps.now()
  const drafts = await deps.listDrafts({ sinceMs: startedAt - LOOK_BACK_MS, limit: DRAFTS_MAX })
  const scored: (DraftTurn & { score: DraftScore })[] = []
  for (const [sessionId, turns] of Map.groupBy(drafts, (draft) => draft.sessionId)) {
    for (const pair of pairDrafts(await deps.readTranscript(sessionId))) {
      const turn = turns.find((each) => each.turnId === pair.turnId)
      if (turn) scored.push({ ...turn, score: scoreDraft(pair.draft, pair.sent) })
    }
  }
  const runs = [...Map.groupBy(scored, (each) => each.brainVersion)].map(([brainVersion, own]): ShadowRun => {
    const passed = own.filter(({ score }) => score.agrees).length
    return {
      id: `shadow-${brainVersion}-${new Date(startedAt).toISOString().slice(0, 10)}`,
      brainVersion,
      suite: 'shadow',
      startedAt,
      endedAt: deps.now(),
      passed,
      failed: own.length - passed,
      report: { all: tallyOf(own), byIntent: byIntent(own) },
    }
  })
  for (const run of runs) await deps.keepRun(run)
  return runs
}

type Scored = { intent: string | null; score: DraftScore }

const byIntent = (scored: Scored[]) =>
  Object.fromEntries([...Map.groupBy(scored, (each) => each.intent ?? 'none')].map(([key, own]) => [key, tallyOf(own)]))

function tallyOf(scored: Scored[]) {
  const count = (verdict: DraftScore['verdict']) => scored.filter(({ score }) => score.verdict === verdict).length
  const mean = scored.reduce((sum, { score }) => sum + score.overlap, 0) / Math.max(1, scored.length)
  return {
    drafts: scored.length,
    agree: scored.filter(({ score }) => score.agrees).length,
    sentAsItWas: count('sent_as_it_was'),
    edited: count('edited'),
    rewritten: count('rewritten'),
    meanOverlap: Math.round(mean * 1_000) / 1_000,
  }
}
