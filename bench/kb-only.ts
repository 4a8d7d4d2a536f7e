import { inParallel, round, spread } from './rig/measure.ts'
import { agent, BENCH_KEY, sessionShooter } from './rig/shooter.ts'
import { startWorker } from './rig/worker-rig.ts'

/** `npm run bench kb-only`: complete answers without any model: plan by rules, search, quote, store. */
const QUESTIONS = [
  'Can I return a lamp I opened?',
  'How do I descale the kettle?',
  'How long does delivery to France take?',
  'Do you sell gift cards?',
  'What does the warranty cover?',
  'How do I pair the smart lamp?',
  'Do you sell aeroplanes?',
  'Which payment methods do you take?',
]
const TURNS = 800
const say = (line: string) => process.stderr.write(`${line}\n`)

const rig = await startWorker({ TOKEN_KEYS: JSON.stringify({ [BENCH_KEY.kid]: BENCH_KEY.secret }) })
await (await fetch(`${rig.url}/demo/crawl`, { method: 'POST' })).text()
const shoot = sessionShooter(rig.url, QUESTIONS)
await inParallel(32, 4, async (n, lane) => void (await shoot(n, lane)))

const rows: Record<string, unknown>[] = []
for (const atOnce of [1, 10, 50]) {
  const times: number[] = []
  const [cpuBefore, startedMs] = [rig.cpuMs(), performance.now()]
  let errors = 0
  // Lanes of their own: a session of one round must not run into the limits of the round before.
  await inParallel(TURNS, atOnce, async (n, lane) => {
    await shoot(n, lane + atOnce * 1_000).then(
      (shot) => times.push(shot.totalMs),
      () => errors++
    )
  })
  const answersPerSecond = round((TURNS * 1_000) / (performance.now() - startedMs))
  const cpuMsPerAnswer = round((rig.cpuMs() - cpuBefore) / TURNS)
  const row = { atOnce, answersPerSecond, cpuMsPerAnswer, ...spread(times), errors }
  say(
    `${atOnce} at once: ${answersPerSecond} answers/s, p50 ${row.p50} ms, p95 ${row.p95} ms, ${cpuMsPerAnswer} ms CPU each, ${errors} errors`
  )
  rows.push(row)
}
console.log(JSON.stringify({ bench: 'kb-only', rows }, null, 2))
await rig.stop()
agent.destroy()
