import { once } from 'node:events'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Pace } from './rig/fake-model.ts'
import { inParallel, round, spread } from './rig/measure.ts'
import { agent, BENCH_KEY, sessionShooter, shoot, type Shot } from './rig/shooter.ts'
import { startScript, startWorker, type Rig } from './rig/worker-rig.ts'

/**
 * `npm run bench:turn`: what a whole guarded turn adds to the model's own time, and what it costs.
 * Three targets in one run: the fake model called directly, a Worker that only passes its stream through a Durable
 * Object, and our Worker with everything on: token, limits, plan, search, compose, guard, store, outbox, queue.
 */
const TTFT: Pace = { firstMs: 300, tokenMs: 5, tokens: 40 }
const BUSY: Pace = { firstMs: 1, tokenMs: 1, tokens: 40 }
const CONCURRENCY = [1, 10, 50]
const TURNS = { 1: 30, 10: 120, 50: 300 } as Record<number, number>
const SATURATED = { turns: 1_500, atOnce: 32 }
/** Eight of them, one after another in a session: none is answered from what the session still remembers. */
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

type Target = { name: string; rig: Rig | null; shoot(n: number, lane: number): Promise<Shot> }

const PASS_THROUGH = `
import { DurableObject } from 'cloudflare:workers'
export class Passing extends DurableObject {
  async fetch(request) { return fetch(this.env.MODEL, { method: 'POST', body: await request.text(), headers: { 'content-type': 'application/json' } }) }
}
export default {
  fetch: (request, env) => env.PASSING.getByName(new URL(request.url).pathname).fetch(request),
}`

const CHAT_BODY = JSON.stringify({ model: 'fake', stream: true, messages: [{ role: 'user', content: QUESTIONS[0] }] })

async function openTargets(model: string): Promise<Target[]> {
  const passing = await startScript(PASS_THROUGH, {
    durableObjects: { PASSING: { className: 'Passing', useSQLite: true } },
    bindings: { MODEL: `${model}/v1/chat/completions` },
  })
  const ours = await startWorker({
    TOKEN_KEYS: JSON.stringify({ [BENCH_KEY.kid]: BENCH_KEY.secret }),
    OPENAI_BASE_URL: `${model}/v1`,
    OPENAI_API_KEY: 'none',
    OPENAI_MODEL: 'fake',
  })
  await (await fetch(`${ours.url}/demo/crawl`, { method: 'POST' })).text()
  return [
    {
      name: 'model called directly',
      rig: null,
      shoot: () => shoot(`${model}/v1/chat/completions`, CHAT_BODY, {}, '"content"'),
    },
    {
      name: 'worker and object, passing through',
      rig: passing,
      shoot: (n) => shoot(`${passing.url}/${n % 64}`, CHAT_BODY, {}, '"content"'),
    },
    { name: 'our whole guarded turn', rig: ours, shoot: sessionShooter(ours.url, QUESTIONS) },
  ]
}

const thread = new Worker(join(import.meta.dirname, 'rig/fake-model.ts'), { workerData: TTFT })
const [port] = (await once(thread, 'message')) as [number]
const targets = await openTargets(`http://127.0.0.1:${port}`)

const say = (line: string) => process.stderr.write(`${line}\n`)
say('warming up')
for (const target of targets) await inParallel(16, 4, async (n, lane) => void (await target.shoot(n, lane)))

const firstToken: Record<string, unknown>[] = []
for (const atOnce of CONCURRENCY) {
  const rows = []
  for (const target of targets) {
    const shots: number[] = []
    let errors = 0
    await inParallel(TURNS[atOnce]!, atOnce, async (n, lane) => {
      await target.shoot(n, lane).then(
        (shot) => shots.push(shot.firstMs),
        () => errors++
      )
    })
    rows.push({ target: target.name, ...spread(shots), errors })
  }
  const [direct, passing, ours] = rows.map((row) => row.p50) as [number, number, number]
  const added = {
    passing: round(passing - direct),
    ours: round(ours - direct),
    ratio: round((ours - direct) / (passing - direct)),
  }
  say(`${atOnce} at once: passing through adds ${added.passing} ms, our turn ${added.ours} ms (${added.ratio}×)`)
  firstToken.push({ atOnce, rows, added })
}

thread.postMessage(BUSY)
const saturated: Record<string, unknown>[] = []
for (const target of targets) {
  const cpuBefore = target.rig?.cpuMs() ?? 0
  const startedMs = performance.now()
  let errors = 0
  await inParallel(
    SATURATED.turns,
    SATURATED.atOnce,
    async (n, lane) =>
      void (await target.shoot(n, lane).catch((error: Error) => {
        if (errors++ === 0) say(error.message)
      }))
  )
  const seconds = (performance.now() - startedMs) / 1_000
  const row = {
    target: target.name,
    turnsPerSecond: round(SATURATED.turns / seconds),
    cpuMsPerTurn: target.rig ? round((target.rig.cpuMs() - cpuBefore) / SATURATED.turns) : null,
    errors,
  }
  say(`${target.name}: ${row.turnsPerSecond} turns/s, ${row.cpuMsPerTurn ?? '–'} ms CPU a turn, ${errors} errors`)
  saturated.push(row)
}

console.log(JSON.stringify({ bench: 'turn', firstToken, saturated }, null, 2))
for (const target of targets) await target.rig?.stop()
await thread.terminate()
agent.destroy()
