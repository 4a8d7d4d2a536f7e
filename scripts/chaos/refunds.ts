import { createHash } from 'node:crypto'
import { parseArgs } from 'node:util'
import { blankTally } from './faults.ts'
import { playRun, type RunResult } from './play-run.ts'

/**
 * Refunds under fault injection: `npm run chaos:refunds -- --runs 10000 --seed 1`. The hands, the store, the signed
 * calls and the embedded plugin are the real ones; kills, losses, delays and repeats fall between any two of their
 * steps. `--broken claim` removes the claims on both sides and must be caught: it then exits 0 when it was.
 */
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    broken: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
})
const [runs, seed] = [Number(values.runs), Number(values.seed)]
const isBroken = values.broken === 'claim'
const tally = blankTally()
const sum: Omit<RunResult, 'trace'> = { asked: 0, made: 0, doubled: 0, lost: 0, inDoubt: 0, stuck: 0 }
const fingerprint = createHash('sha256')
const bad: number[] = []
const startedAt = performance.now()

for (let run = 0; run < runs; run++) {
  const runSeed = (Math.imul(seed, 0x9e3779b1) + run) >>> 0
  const result = await playRun(runSeed, tally, isBroken)
  for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += result[key]
  fingerprint.update(`${result.trace}\n${result.made} ${result.doubled} ${result.lost}\n`)
  if (result.doubled + result.lost + result.inDoubt > 0) bad.push(runSeed)
  if (values.verbose && bad.at(-1) === runSeed) console.log(JSON.stringify({ runSeed, ...result, trace: undefined }))
}

const report = {
  runs,
  seed,
  build: isBroken ? 'broken: claims removed' : 'whole',
  faults: tally,
  refunds: { asked: sum.asked, made: sum.made, doubled: sum.doubled, lost: sum.lost, inDoubtLeft: sum.inDoubt },
  fingerprint: fingerprint.digest('hex').slice(0, 16),
  seconds: Math.round((performance.now() - startedAt) / 100) / 10,
  firstBadSeeds: bad.slice(0, 5),
}
console.log(JSON.stringify(report, null, 2))
const isClean = bad.length === 0
if (isBroken)
  console.log(isClean ? 'The broken build was NOT caught.' : `The broken build was caught in ${bad.length} runs.`)
process.exit(isBroken === isClean ? 1 : 0)
