import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openEvalRuns } from '../../src/store/eval-runs.ts'
import { scenarios } from '../scenarios/all.ts'
import type { Trial } from '../score/play.ts'
import { linesOf, rowsOf } from '../score/tally.ts'
import { htmlReport } from './html.ts'
import { keepRun } from './keep-run.ts'
import { openFile } from './local-database.ts'
import { resultOf, type Results } from './results.ts'
import { terminalReport } from './terminal.ts'

const [good, bad] = scenarios
const trial = (scenario: string, failures: Trial['failures']): Trial => ({
  scenario,
  score: failures.length === 0 ? 1 : 0,
  failures,
  transcript: [
    { role: 'shopper', text: '<img src=x onerror=alert(1)> where is it?' },
    { role: 'assistant', text: 'Here.' },
  ],
  firstTextMs: [12],
})
const chosen = [good!, bad!]
const trials = [trial(good!.id, []), trial(bad!.id, [{ turn: 1, promise: 'asks no consent', found: 'asked' }])]
const lines = linesOf(chosen, trials)
const results: Results = {
  startedAt: '2026-11-20T10:00:00.000Z',
  tookMs: 9_000,
  brainVersion: 'v1',
  target: 'here',
  brokenOnPurpose: 'policy',
  trials: 1,
  rows: rowsOf(lines, 1),
  lines,
  scenarios: chosen.map((each) => resultOf(each, trials)),
  verdict: null,
  firstTextMs: { p50: 12, p95: 12 },
}

it('names the promise that broke, most first, and what was broken on purpose', () => {
  const said = terminalReport(results)
  expect(said).toContain(`FAILED ${bad!.id} (0 of 1)`)
  expect(said).toContain('turn 1: asks no consent: asked')
  expect(said).toContain('broken on purpose: policy')
  expect(said).toContain('broken promises, most first: asks no consent (1)')
})

it('shows every conversation as a page without a script, hostile words escaped', () => {
  const page = htmlReport(results)
  expect(page).toContain('&lt;img src=x')
  expect(page).not.toMatch(/<img|<script|https?:\/\//)
  expect(page.match(/<details/g)).toHaveLength(3)
})

it('keeps a run as one row of eval_runs, however often', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'eval-runs-'))
  try {
    const path = join(folder, 'runs.sqlite')
    await keepRun(results, 'scenarios', path)
    const kept = await keepRun(results, 'scenarios', path)
    const rows = await openEvalRuns(openFile(path)).listRuns({ suite: 'scenarios, broken: policy', limit: 5 })
    expect(rows).toMatchObject([{ id: kept.id, passed: 1, failed: 1, report: { failed: [{ id: bad!.id }] } }])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
