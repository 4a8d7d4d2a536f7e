import { parseArgs } from 'node:util'
import { openEvalRuns } from '../../src/store/eval-runs.ts'
import { openMetrics } from '../../src/store/metrics/metrics.ts'
import { openTranscripts } from '../../src/store/transcripts.ts'
import { BRAIN_VERSIONS, nextVersion, PROVEN_VERSION } from '../../src/brain/versions/brain-version.ts'
import { DAY_MS } from '../../src/base/time.ts'
import { COMPARED, compareVersions, tellComparison } from '../../src/jobs/release/compare-versions.ts'
import { scoreDrafts } from '../../src/jobs/shadow/score-drafts.ts'
import { putAwaiting } from '../awaiting.ts'
import { devDatabase, openFile } from '../report/local-database.ts'
import { importFromStore } from './import-from-store.ts'

export const COMMANDS = ['import', 'shadow', 'canary'] as const
export type Command = (typeof COMMANDS)[number]

/**
 * `npm run eval -- import --from-store | shadow | canary [--db <file.sqlite>] [--days 30]`. They read the database of
 * `npm run dev`, or the file named: for a deployed one, `wrangler d1 export DB --remote --output all.sql`, then
 * `sqlite3 all.sqlite < all.sql`. Returns the exit code.
 */
export async function runCommand(command: Command, args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      'from-store': { type: 'boolean', default: false },
      db: { type: 'string' },
      days: { type: 'string', default: '30' },
      settled: { type: 'string', default: PROVEN_VERSION.id },
      tried: { type: 'string' },
    },
  })
  const path = values.db ?? devDatabase()
  const days = Number(values.days)
  if (path === null) return say('There is no database: run `npm run dev` once, or name one with --db.', 2)
  if (!(days > 0)) return say('--days wants a number of days', 2)
  const db = openFile(path)
  switch (command) {
    case 'import': {
      if (!values['from-store']) return say('Use: npm run eval -- import --from-store [--db <file>] [--days 30]', 2)
      const { listSessions, readTranscript } = openTranscripts(db)
      const { sessions, written } = await importFromStore(
        { now: Date.now, listSessions, readTranscript, put: putAwaiting },
        days
      )
      return say(`${sessions} conversations read, ${written} new scenarios await review in evals/awaiting/`, 0)
    }
    case 'shadow': {
      const runs = await scoreDrafts({ now: Date.now, ...openTranscripts(db), ...openEvalRuns(db) })
      if (runs.length === 0) return say('No drafts were answered in the last week. Is the flag shadow_mode on?', 0)
      for (const { brainVersion, passed, failed, report } of runs)
        say(
          `${brainVersion}: ${passed} of ${passed + failed} drafts agree with what was sent\n${JSON.stringify(report, null, 2)}`,
          0
        )
      return 0
    }
    case 'canary': {
      const settled = BRAIN_VERSIONS[values.settled] ?? PROVEN_VERSION
      const tried = values.tried ?? nextVersion(settled)?.id
      if (tried === undefined) return say(`Nothing follows ${settled.id}: name a version with --tried.`, 2)
      const range = { fromMs: Date.now() - days * DAY_MS, toMs: Date.now(), metrics: COMPARED }
      const comparison = compareVersions(await openMetrics(db).readMetrics(range), settled.id, tried)
      const rollback = 'Roll back: npx wrangler kv key put --binding FLAGS flag:canary 0 --env production'
      say([...tellComparison(comparison), ...(comparison.verdict === 'worse' ? [rollback] : [])].join('\n'), 0)
      return comparison.verdict === 'worse' ? 1 : 0
    }
  }
}

function say(line: string, code: number): number {
  console.log(line)
  return code
}
