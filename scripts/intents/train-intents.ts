/**
 * Trains the intent classifier: `npm run train:intents -- rows.jsonl…`. With no file it trains on our own sentences alone.
 * Writes src/brain/plan/weights/intent-weights.ts. The same rows give the same bytes. No row is kept, only weights.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { quantise, readUnseen, trainFolds, trainOn } from './build-reader.ts'
import { fitCurve } from './fit-curve.ts'
import { readRows, type Row } from './rows.ts'
import { seedRows } from './seed-rows.ts'
import { trainingVersion } from './training-version.ts'

const OUT = join(import.meta.dirname, '../../src/brain/plan/weights/intent-weights.ts')
const FOLDS = 5

const { positionals } = parseArgs({ allowPositionals: true })
const rows: Row[] = positionals.flatMap((path) => readRows(path).rows)
const seeds = seedRows()

// With no rows, our own sentences held out are all there is to draw the curve from.
const drawn = rows.length > 0 ? { rows, seeds } : { rows: seeds, seeds: [] }
const curve = fitCurve(readUnseen(drawn.rows, drawn.seeds, trainFolds(drawn.rows, drawn.seeds, FOLDS, 1)))
const model = quantise(trainOn(rows, seeds), curve, trainingVersion(positionals, seeds))

const base64 = Buffer.from(model.weights.buffer).toString('base64')
writeFileSync(
  OUT,
  `/** Written by scripts/intents/train-intents.ts from ${rows.length} labelled rows and ${seeds.length} sentences of our own. Not edited by hand. */
export const INTENT_WEIGHTS = {
  version: '${model.version}',
  scale: ${model.scale},
  bias: [${model.bias.join(', ')}],
  curve: [
${model.curve.map(([raw, right]) => `    [${raw}, ${right}],`).join('\n')}
  ] as const,
  base64:
    '${base64}',
}
`
)
console.log(
  `trained on ${rows.length} rows and ${seeds.length} sentences: ${base64.length} characters of weights, version ${model.version}`
)
console.log(curve.map(([raw, right]) => `${raw.toFixed(2)}→${right.toFixed(2)}`).join('  '))
