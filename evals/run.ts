import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { htmlReport } from './report/html.ts'
import { keepRun } from './report/keep-run.ts'
import { percentile, resultOf, type Results } from './report/results.ts'
import { terminalReport } from './report/terminal.ts'
import { scenarios, smokeOf } from './scenarios/all.ts'
import { compare, seeded, type Baseline } from './score/gate.ts'
import { playAll } from './score/play-all.ts'
import { COMMANDS, runCommand, type Command } from './commands/commands.ts'
import { linesOf, rowsOf } from './score/tally.ts'
import { BREAKS, type Break } from './target/break-door.ts'
import { openShopper, type SimulatedShopper } from './target/simulated-shopper.ts'

/** `npm run eval`: plays every scenario k times at the door of a real Worker, offline, and reports. Options: README.md. */
const [first = '', ...others] = process.argv.slice(2)
if (COMMANDS.includes(first as Command)) process.exit(await runCommand(first as Command, others))

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    only: { type: 'string' },
    trials: { type: 'string', default: '4' },
    gate: { type: 'boolean', default: false },
    'write-baseline': { type: 'boolean', default: false },
    out: { type: 'string', default: join(import.meta.dirname, '../dist/evals') },
    db: { type: 'string' },
    json: { type: 'boolean', default: false },
    break: { type: 'string' },
    simulate: { type: 'boolean', default: false },
    live: { type: 'boolean', default: false },
    brain: { type: 'string', default: 'v1' },
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
  (each) =>
    (values.only === undefined || each.id.includes(values.only)) &&
    // A Worker somebody else started has its own model, and so has a live run: no script can be staged there.
    ((values.url === undefined && !values.live) || each.model === undefined)
)
/** The provider a live run asks. Keys go to our own Worker on this machine and nowhere else. */
const LIVE = ['OPENAI_BASE_URL', 'OPENAI_API_KEY', 'OPENAI_MODEL', 'OPENAI_MODEL_LARGE']
const vars = {
  BRAIN_VERSION: values.brain,
  ...(values.live ? Object.fromEntries(LIVE.map((name) => [name, process.env[name] ?? ''])) : {}),
}

function shopperFromEnv(): SimulatedShopper {
  const { EVAL_BASE_URL: baseUrl, EVAL_API_KEY: apiKey, EVAL_MODEL: model } = process.env
  if (!baseUrl || !apiKey || !model) throw new Error('--simulate needs EVAL_BASE_URL, EVAL_API_KEY and EVAL_MODEL')
  return openShopper({ baseUrl, apiKey, model, fetch })
}

const trials = await playAll({
  scenarios: chosen,
  trials: trialCount,
  url: values.url,
  fault: values.break as Break | undefined,
  shopper: values.simulate ? shopperFromEnv() : undefined,
  vars,
  played: (trial) => void (values.json || process.stderr.write(trial.score === 1 ? '.' : 'F')),
})
const lines = linesOf(chosen, trials)
const baseline = existsSync(BASELINE) ? (JSON.parse(readFileSync(BASELINE, 'utf8')) as Baseline) : null
const texts = trials.flatMap((trial) => trial.firstTextMs)
const results: Results = {
  startedAt: new Date(started).toISOString(),
  tookMs: Date.now() - started,
  brainVersion: values.brain,
  target:
    values.url ??
    `a local Worker, ${values.live ? (process.env['OPENAI_MODEL'] ?? 'live') : 'no model but recorded ones'}`,
  brokenOnPurpose: values.break ?? null,
  trials: trialCount,
  rows: rowsOf(lines, trialCount),
  lines,
  scenarios: chosen.map((scenario) => resultOf(scenario, trials)),
  verdict: baseline ? compare(lines, baseline, seeded(7)) : null,
  firstTextMs: { p50: percentile(texts, 0.5), p95: percentile(texts, 0.95) },
}

mkdirSync(values.out, { recursive: true })
writeFileSync(join(values.out, 'report.json'), `${JSON.stringify(results, null, 2)}\n`)
writeFileSync(join(values.out, 'report.html'), htmlReport(results))
const suite = values.smoke ? 'smoke' : values.only === undefined ? 'scenarios' : `only ${values.only}`
const kept = await keepRun(results, suite, values.db ?? null)
if (values['write-baseline']) {
  const rates = Object.fromEntries(lines.map((line) => [line.id, line.passed / line.trials]))
  const written: Baseline = { brainVersion: results.brainVersion, rates }
  writeFileSync(BASELINE, `${JSON.stringify(written, null, 2)}\n`)
}
const where = `${join(values.out, 'report.html')}\nkept as ${kept.id} in ${kept.path}`
console.log(values.json ? JSON.stringify(results) : `\n${terminalReport(results)}\n\n${where}`)
// With --gate only a change for the worse fails; without it, any scenario that failed.
const isBad = values.gate
  ? (results.verdict?.worse ?? true)
  : lines.some((line) => line.passed < line.trials) || lines.length === 0
process.exit(isBad ? 1 : 0)
