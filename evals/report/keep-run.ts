import { join } from 'node:path'
import { openEvalRuns, type EvalRun } from '../../src/store/eval-runs.ts'
import { devDatabase, openFile } from './local-database.ts'
import { failedOf, type Results } from './results.ts'

const OWN = join(import.meta.dirname, '../../dist/evals/runs.sqlite')

/** Keeps a run in `eval_runs`: of the file named, else of the local shop's database, else of one beside the reports. */
export async function keepRun(
  results: Results,
  suite: string,
  named: string | null
): Promise<{ id: string; path: string }> {
  const failed = failedOf(results)
  const startedAt = Date.parse(results.startedAt)
  const { scenarios, verdict, brokenOnPurpose, trials, target } = results
  const run: EvalRun = {
    id: `${suite.replaceAll(' ', '-')}-${results.startedAt}`,
    brainVersion: results.brainVersion,
    suite: brokenOnPurpose === null ? suite : `${suite}, broken: ${brokenOnPurpose}`,
    startedAt,
    endedAt: startedAt + results.tookMs,
    passed: scenarios.length - failed.length,
    failed: failed.length,
    report: {
      trials,
      target,
      verdict,
      rows: results.rows,
      failed: failed.map(({ id, passed, trial }) => ({ id, passed, failures: trial.failures })),
    },
  }
  // A database of before `eval_runs`, or one that is locked, must not lose the run: there is always our own file.
  const paths = named === null ? [devDatabase(), OWN].filter((each) => each !== null) : [named]
  for (const [at, path] of paths.entries()) {
    try {
      await openEvalRuns(openFile(path)).keepRun(run)
      return { id: run.id, path }
    } catch (error) {
      if (at === paths.length - 1) throw error
    }
  }
  throw new Error('no database to keep the run in')
}
