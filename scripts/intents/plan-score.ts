/**
 * Scores the planner without a model: `npm run plan:score -- FILE [--cv] [--json] [--misses]`.
 * The shipped weights alone, unless they were trained on this very file: those remember it and prove nothing, so then, or
 * with `--cv`, also five folds without near-twins, our own sentences alone, and each source left out whole. These retrain,
 * so the figure says what other rows of this kind, or of a new kind, would get.
 */
import { parseArgs } from 'node:util'
import type { PlanAsk } from '../../src/contracts/plan.ts'
import { openIntentReader, readIntent, type ReadIntent } from '../../src/brain/plan/classifier/read-intent.ts'
import { planByRules } from '../../src/brain/plan/plan-by-rules.ts'
import { INTENT_WEIGHTS } from '../../src/brain/plan/weights/intent-weights.ts'
import { trainingVersion } from './training-version.ts'
import { quantise, readUnseen, trainFolds, trainOn } from './build-reader.ts'
import { fitCurve } from './fit-curve.ts'
import { formatReport, isHit, measure, type Reading, type Report } from './measure.ts'
import { readRows, type Row } from './rows.ts'
import { seedRows } from './seed-rows.ts'

const FOLDS = 5
const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { cv: { type: 'boolean' }, json: { type: 'boolean' }, misses: { type: 'boolean' } },
})
const [path] = positionals
if (path === undefined) throw new Error('usage: npm run plan:score -- FILE [--cv] [--json] [--misses]')
const { rows, leftOut } = readRows(path)

const askOf = (message: string): PlanAsk => ({
  message,
  history: [],
  signedIn: false,
  knownOrders: [],
  openQuestion: null,
  locale: 'en',
})

function readAll(scored: readonly Row[], read: ReadIntent): Reading[] {
  return scored.map((row) => {
    const startedMs = performance.now()
    const { plan } = planByRules(askOf(row.text), read)
    return { row, intent: plan.intent, confidence: plan.confidence, micros: (performance.now() - startedMs) * 1_000 }
  })
}

/** Each fold is read by a model and a curve that saw none of it. */
function crossValidate(scored: readonly Row[], seeds: readonly Row[]): Reading[] {
  const folds = trainFolds(scored, seeds, FOLDS, 1)
  const unseen = readUnseen(scored, seeds, folds)
  return folds.flatMap(({ linear, held }) => {
    const own = new Set(held)
    const curve = fitCurve(unseen.filter(({ row }) => !own.has(row)))
    return readAll(held, openIntentReader(quantise(linear, curve, 'fold')))
  })
}

/** Trained on some rows (or on none), scored on others. */
function trainAndScore(known: readonly Row[], seeds: readonly Row[], scored: readonly Row[]): Reading[] {
  const drawn = known.length > 0 ? { rows: known, seeds } : { rows: seeds, seeds: [] }
  const curve = fitCurve(readUnseen(drawn.rows, drawn.seeds, trainFolds(drawn.rows, drawn.seeds, FOLDS, 1)))
  return readAll(scored, openIntentReader(quantise(trainOn(known, seeds), curve, 'trial')))
}

readAll(rows.slice(0, 300), readIntent) // warms the engine, so that the first rows do not pay for compiling
const runs: Record<string, Reading[]> = { 'shipped weights': readAll(rows, readIntent) }
const seeds = seedRows()
const isTrainedOn = trainingVersion([path], seeds) === INTENT_WEIGHTS.version
if (flags.cv || isTrainedOn) {
  runs['cross-validated, 5 folds'] = crossValidate(rows, seeds)
  runs['our own sentences only, no row trained on'] = trainAndScore([], seeds, rows)
  for (const source of new Set(rows.map((row) => row.source))) {
    const others = rows.filter((row) => row.source !== source)
    const own = rows.filter((row) => row.source === source)
    runs[`without ${source}, scored on it`] = trainAndScore(others, seeds, own)
  }
}
const reports: Record<string, Report> = Object.fromEntries(
  Object.entries(runs).map(([name, readings]) => [name, measure(readings)])
)

if (flags.json) console.log(JSON.stringify({ file: path, leftOut, reports }, null, 2))
else {
  if (isTrainedOn) console.log('the shipped weights were trained on this file: read the cross-validated figures\n')
  if (leftOut > 0) console.log(`${leftOut} rows have none of our labels and are left out`)
  for (const [name, report] of Object.entries(reports)) console.log(formatReport(name, report), '\n')
}
if (flags.misses) {
  const readings = runs['cross-validated, 5 folds'] ?? runs['shipped weights']!
  for (const each of readings.filter((reading) => !isHit(reading))) {
    console.log(
      `${each.row.source}\t${each.row.label}\t${each.intent}\t${each.confidence.toFixed(2)}\t${each.row.text}`
    )
  }
}
