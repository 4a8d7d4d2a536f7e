import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { toolInputs } from '../src/contracts/tools.ts'
import { htmlReport } from './report/html.ts'
import { firstFailures, percentile, type Results } from './report/results.ts'
import { terminalReport } from './report/terminal.ts'
import type { Scenario } from './scenario.ts'
import { scenarios, smokeOf } from './scenarios/all.ts'
import { compare, seeded, type Baseline } from './score/gate.ts'
import { play, type Trial } from './score/play.ts'
import { linesOf, rowsOf } from './score/tally.ts'
import { BREAKS, breakDoor, type Break } from './target/break-door.ts'
import { knockAt, startTarget, type Target } from './target/open-target.ts'
import { openShopper, type SimulatedShopper } from './target/simulated-shopper.ts'
import { openScriptedModel, type ScriptedModel } from './target/scripted-model.ts'

/**
 * `npm run eval`: plays every scenario k times at the door of a real Worker, offline, and reports. Scenarios with a script
 * for the model run on a second Worker whose provider is that script. See README.md for the options.
 */
const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    only: { type: 'string' },
    trials: { type: 'string', default: '4' },
    gate: { type: 'boolean', default: false },
    'write-baseline': { type: 'boolean', default: false },
    out: { type: 'string', default: join(import.meta.dirname, '../dist/evals') },
    json: { type: 'boolean', default: false },
    break: { type: 'string' },
    simulate: { type: 'boolean', default: false },
    smoke: { type: 'boolean', default: false },
  },
})
const BASELINE = join(import.meta.dirname, 'baseline.json')
const trialCount = Number(values.trials)
if (!Number.isInteger(trialCount) || trialCount < 1 || trialCount > 32) throw new Error('--trials wants 1 to 32')

if (values.break !== undefined && !BREAKS.includes(values.break as Break))
  throw new Error(`--break wants one of ${BREAKS.join(', ')}`)

const started = Date.now()
const chosen = (values.smoke ? smokeOf(scenarios) : scenarios).filter(
  (each) => values.only === undefined || each.id.includes(values.only)
)
const shopper = values.simulate ? shopperFromEnv() : undefined
const isReady = (each: Scenario) => (each.needs ?? []).every((need) => Object.hasOwn(toolInputs, need))
// A Worker somebody else started has its own model, so what a scripted one would say cannot be staged there.
const isStaged = (each: Scenario) => values.url === undefined || each.model === undefined
const counted = chosen.filter((each) => isReady(each) && isStaged(each))
const waiting = chosen.filter((each) => !isReady(each))

function shopperFromEnv(): SimulatedShopper {
  const { EVAL_BASE_URL: baseUrl, EVAL_API_KEY: apiKey, EVAL_MODEL: model } = process.env
  if (!baseUrl || !apiKey || !model) throw new Error('--simulate needs EVAL_BASE_URL, EVAL_API_KEY and EVAL_MODEL')
  return openShopper({ baseUrl, apiKey, model, fetch })
}

async function playAll(given: Scenario[], target: Target, model: ScriptedModel | null): Promise<Trial[]> {
  const door = values.break === undefined ? target.door : breakDoor(target.door, values.break as Break)
  // An order nobody has: what everyone else must sound like.
  const unknown = await door.say(await door.visit(null), 'Where is order 98765?')
  const trials: Trial[] = []
  // The breaker is shared by all sessions and stays open for half a minute, so storms come after everything else.
  const isStormy = (each: Scenario) => each.turns.some((turn) => turn.weather !== undefined)
  const acts = [given.filter((each) => !isStormy(each)), given.filter(isStormy)]
  for (const act of acts) {
    // All once, then all again: one shopper's messages stay apart, so rate limits are not what is measured.
    for (const scenario of Array.from({ length: trialCount }, () => act).flat()) {
      const trial = await play(scenario, { door, model, shopper, unknownOrderWords: unknown.text })
      trials.push(trial)
      if (!values.json) process.stderr.write(trial.score === 1 ? '.' : 'F')
    }
  }
  return trials
}

async function onTarget(given: Scenario[], open: () => Promise<Target>, model: ScriptedModel | null): Promise<Trial[]> {
  if (given.length === 0) return []
  const target = await open()
  try {
    return await playAll(given, target, model)
  } finally {
    await target.close()
    await model?.close()
  }
}

async function playEverything(): Promise<Trial[]> {
  const { url } = values
  if (url !== undefined) return onTarget(counted, async () => knockAt(url), null)
  const plain = await onTarget(
    counted.filter((each) => !each.model),
    () => startTarget({}),
    null
  )
  const scripted = counted.filter((each) => each.model)
  if (scripted.length === 0) return plain
  const model = await openScriptedModel()
  const vars = { OPENAI_BASE_URL: model.baseUrl, OPENAI_API_KEY: 'scripted', OPENAI_MODEL: 'scripted' }
  return [...plain, ...(await onTarget(scripted, () => startTarget(vars), model))]
}

const trials = await playEverything()
const lines = linesOf(counted, trials)
const baseline = existsSync(BASELINE) ? (JSON.parse(readFileSync(BASELINE, 'utf8')) as Baseline) : null
const texts = trials.flatMap((trial) => trial.firstTextMs)
const results: Results = {
  startedAt: new Date(started).toISOString(),
  tookMs: Date.now() - started,
  brainVersion: process.env['BRAIN_VERSION'] ?? 'v1',
  target: values.url ?? 'a local Worker, no model but the scripted one',
  trials: trialCount,
  rows: rowsOf(lines, waiting, trialCount),
  lines,
  failed: firstFailures(counted, trials),
  waiting: waiting.map(({ id, why, needs }) => ({ id, why, needs: needs ?? [] })),
  verdict: baseline ? compare(lines, baseline, seeded(7)) : null,
  firstTextMs: { p50: percentile(texts, 0.5), p95: percentile(texts, 0.95) },
}

mkdirSync(values.out, { recursive: true })
writeFileSync(join(values.out, 'report.json'), `${JSON.stringify(results, null, 2)}\n`)
writeFileSync(join(values.out, 'report.html'), htmlReport(results))
if (values['write-baseline']) {
  const rates = Object.fromEntries(lines.map((line) => [line.id, line.passed / line.trials]))
  writeFileSync(
    BASELINE,
    `${JSON.stringify({ brainVersion: results.brainVersion, rates } satisfies Baseline, null, 2)}\n`
  )
}
console.log(
  values.json ? JSON.stringify(results) : `\n${terminalReport(results)}\n\n${join(values.out, 'report.html')}`
)
// With --gate only a change for the worse fails; without it, any scenario that failed.
const isBad = values.gate ? (results.verdict?.worse ?? true) : results.failed.length > 0
process.exit(isBad ? 1 : 0)
