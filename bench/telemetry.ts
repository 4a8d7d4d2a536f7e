import { once } from 'node:events'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Pace } from './rig/fake-model.ts'
import { inParallel, round } from './rig/measure.ts'
import { agent, BENCH_KEY, sessionShooter } from './rig/shooter.ts'
import { seeOneTurn } from './rig/seen-turn.ts'
import { startWorker, type Rig } from './rig/worker-rig.ts'
import { openSeeing, SEES_NOTHING, type Seeing } from '../src/observability/open-seeing.ts'
import { openOtlp } from '../src/outside/otlp/client.ts'

/**
 * `npm run bench:telemetry`: what seeing a turn costs, of all the CPU a turn takes. Two measures in one run.
 * Alone: everything that is seen of a turn, by the real functions around work that does nothing, on and off turn by
 * turn in one process; their difference, divided by the CPU a whole turn takes in the Worker. This is the figure.
 * Whole: the same Worker three times, with nothing seen, with one trace in ten, and with every turn traced. They take
 * turns, a short round each. It says the same with the noise of a whole machine on it, so it comes with an interval.
 */
const PACE: Pace = { firstMs: 1, tokenMs: 1, tokens: 40 }
const ROUNDS = Number(process.env['ROUNDS'] ?? 12)
const ALONE_TURNS = 6_000
const TURNS = 64
const AT_ONCE = 8
const LIMIT_PERCENT = 3
const QUESTIONS = [
  'Can I return a lamp I opened?',
  'How do I descale the kettle?',
  'How long does delivery to France take?',
  'Do you sell gift cards?',
  'What does the warranty cover?',
  'How do I pair the smart lamp?',
  'Which payment methods do you take?',
  'How do I clean a linen shade?',
]
const say = (line: string) => process.stderr.write(`${line}\n`)

async function startThread(file: string, data?: unknown): Promise<{ thread: Worker; port: number }> {
  const thread = new Worker(join(import.meta.dirname, 'rig', file), { workerData: data })
  const [port] = (await once(thread, 'message')) as [number]
  return { thread, port }
}

type Variant = { name: string; rig: Rig; shoot: ReturnType<typeof sessionShooter>; cpuMs: number[] }

async function open(name: string, vars: Record<string, string>, model: string): Promise<Variant> {
  const rig = await startWorker({
    TOKEN_KEYS: JSON.stringify({ [BENCH_KEY.kid]: BENCH_KEY.secret }),
    OPENAI_BASE_URL: `${model}/v1`,
    OPENAI_API_KEY: 'none',
    OPENAI_MODEL: 'fake',
    ...vars,
  })
  await (await fetch(`${rig.url}/demo/crawl`, { method: 'POST' })).text()
  return { name, rig, shoot: sessionShooter(rig.url, QUESTIONS), cpuMs: [] }
}

/** CPU of a turn in this round, with the second in which the batch and the queue's work leave. */
async function playRound(variant: Variant): Promise<number> {
  const before = variant.rig.cpuMs()
  await inParallel(TURNS, AT_ONCE, async (n, lane) => void (await variant.shoot(n, lane)))
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  return (variant.rig.cpuMs() - before) / TURNS
}

/** Median of the rounds' differences in percent of the first variant's median, with a 95 % bootstrap interval. */
function overhead(off: number[], on: number[]): { percent: number; low: number; high: number } {
  const base = median(off)
  const diffs = on.map((each, index) => ((each - off[index]!) / base) * 100)
  const drawn = () => diffs.map(() => diffs[Math.floor(Math.random() * diffs.length)]!)
  const medians = Array.from({ length: 2_000 }, () => median(drawn())).sort((a, b) => a - b)
  return { percent: round(median(diffs)), low: round(medians[50]!), high: round(medians[1_949]!) }
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** CPU ms a turn that seeing adds, at one trace in ten and at every one; off, ten and every one turn by turn. */
async function measureAlone(): Promise<{ variant: string; ms: number }[]> {
  const ways = [SEES_NOTHING, openAlone(0.1), openAlone(1)] as const
  const spentMs = ways.map(() => 0)
  for (let turnNo = 0; turnNo < ALONE_TURNS + 500; turnNo++) {
    for (const [index, seeing] of ways.entries()) {
      const before = process.cpuUsage()
      await seeOneTurn(seeing, turnNo)
      if (turnNo % 50 === 49) await seeing.flush({ everything: true })
      const { user, system } = process.cpuUsage(before)
      if (turnNo >= 500) spentMs[index]! += (user + system) / 1_000
    }
  }
  const [nothing, ...seen] = spentMs.map((ms) => ms / ALONE_TURNS) as [number, ...number[]]
  return seen.map((ms, index) => ({
    variant: ['one trace in ten', 'every turn traced'][index]!,
    ms: round(ms - nothing),
  }))
}

const openAlone = (sampleRate: number): Seeing =>
  openSeeing({
    now: Date.now,
    chance: { uuid: () => crypto.randomUUID(), random: Math.random },
    write: () => undefined,
    idKey: 'a key for hashing ids when measuring',
    sampleRate,
    spans: openOtlp({
      endpoint: 'http://127.0.0.1:9',
      headers: {},
      resource: { serviceName: 'counterhand', serviceVersion: 'v1', environment: 'local' },
      fetch: async () => new Response('{}'),
    }),
    native: null,
    faults: null,
    sleep: () => new Promise(() => {}),
  })

const { thread: modelThread, port } = await startThread('fake-model.ts', PACE)
const { thread: collector, port: collectorPort } = await startThread('collector.ts')
const model = `http://127.0.0.1:${port}`
const OTLP_ENDPOINT = `http://127.0.0.1:${collectorPort}`
const variants = [
  await open('off', { TELEMETRY: 'off' }, model),
  await open('on, one trace in ten', { OTLP_ENDPOINT, TRACE_SAMPLE_RATE: '0.1' }, model),
  await open('on, every turn traced', { OTLP_ENDPOINT, TRACE_SAMPLE_RATE: '1' }, model),
]
say('warming up')
for (const variant of variants) for (let n = 0; n < 3; n++) await playRound(variant)
for (let number = 0; number < ROUNDS; number++) {
  // Another one first each time: whoever follows a busy round finds a warmer machine.
  const order = variants.map((_, index) => variants[(index + number) % variants.length]!)
  for (const variant of order) variant.cpuMs.push(await playRound(variant))
  if (number % 5 === 4) say(`round ${number + 1} of ${ROUNDS}`)
}
const alone = await measureAlone()
collector.postMessage('seen')
const [seen] = (await once(collector, 'message')) as [{ requests: number; bytes: number }]

const [off, ...on] = variants as [Variant, ...Variant[]]
const turnMs = round(median(off.cpuMs))
const percentOf = (ms: number) => round((ms / turnMs) * 100)
const figures = alone.map((each) => ({ ...each, percentOfTurn: percentOf(each.ms) }))
const whole = on.map((variant) => ({ variant: variant.name, ...overhead(off.cpuMs, variant.cpuMs) }))
for (const { variant, ms, percentOfTurn } of figures)
  say(`alone, ${variant}: ${ms} ms of ${turnMs} ms: ${percentOfTurn} %`)
for (const { variant, percent, low, high } of whole) say(`whole, ${variant}: ${percent} % (95 %: ${low} to ${high})`)
console.log(
  JSON.stringify(
    { bench: 'telemetry', cpuMsPerTurnOff: turnMs, alone: figures, whole, rounds: ROUNDS, collector: seen },
    null,
    2
  )
)
for (const variant of variants) await variant.rig.stop()
await modelThread.terminate()
await collector.terminate()
agent.destroy()
if (
  figures.some((each) => each.percentOfTurn > LIMIT_PERCENT) ||
  (ROUNDS >= 10 && whole.some((each) => each.low > LIMIT_PERCENT))
) {
  say(`more than ${LIMIT_PERCENT} % of a turn's CPU goes into being seen`)
  process.exitCode = 1
}
