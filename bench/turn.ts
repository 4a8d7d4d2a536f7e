import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { SignJWT } from 'jose'
import type { Pace } from './rig/fake-model.ts'
import { inParallel, round, spread } from './rig/measure.ts'
import { startScript, startWorker, type Rig } from './rig/worker-rig.ts'

/**
 * `npm run bench:turn`: what a whole guarded turn adds to the model's own time, and what it costs.
 * Three targets in one run: the fake model called directly, a Worker that only passes its stream through a Durable
 * Object, and our Worker with everything on: token, limits, plan, search, compose, guard, store, outbox, queue.
 */
const TTFT: Pace = { firstMs: 300, tokenMs: 5, tokens: 40 }
const BUSY: Pace = { firstMs: 1, tokenMs: 1, tokens: 40 }
const CONCURRENCY = process.env.QUICK ? [] : [1, 10, 50]
const TURNS = { 1: 30, 10: 120, 50: 300 } as Record<number, number>
const SATURATED = { turns: process.env.QUICK ? 480 : 1_500, atOnce: 32 }
/** A session takes ten messages in a burst, so each bench session says eight. */
const TURNS_PER_SESSION = 8
const KEY = { kid: 'bench', secret: 'a-key-for-measuring-on-this-machine-only' }
const QUESTION = process.env.Q ?? 'Can I return a lamp I opened?'

type Shot = { firstMs: number; totalMs: number }
type Target = { name: string; rig: Rig | null; shoot(n: number, lane: number): Promise<Shot> }

const agent = new Agent({ keepAlive: true, maxSockets: 200 })

/** Time to the first byte that matches, and to the end. A plain client: an SDK's own work must not be in the figure. */
function shoot(url: string, body: string, headers: Record<string, string>, first: string): Promise<Shot> {
  return new Promise((resolve, reject) => {
    const startedMs = performance.now()
    const asked = request(
      url,
      { method: 'POST', agent, headers: { 'content-type': 'application/json', ...headers } },
      (response) => {
        if (response.statusCode !== 200) return reject(new Error(`${url} answered ${response.statusCode}`))
        let [text, firstMs] = ['', -1]
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          text += chunk
          if (firstMs < 0 && text.includes(first)) firstMs = performance.now() - startedMs
        })
        response.on('end', () => {
          if (firstMs < 0) return reject(new Error(`no answer in: ${text.slice(-300)}`))
          resolve({ firstMs, totalMs: performance.now() - startedMs })
        })
        response.on('error', reject)
      }
    )
    asked.on('error', reject)
    asked.end(body)
  })
}

const PASS_THROUGH = `
import { DurableObject } from 'cloudflare:workers'
export class Passing extends DurableObject {
  async fetch(request) { return fetch(this.env.MODEL, { method: 'POST', body: await request.text(), headers: { 'content-type': 'application/json' } }) }
}
export default {
  fetch: (request, env) => env.PASSING.getByName(new URL(request.url).pathname).fetch(request),
}`

const CHAT_BODY = JSON.stringify({ model: 'fake', stream: true, messages: [{ role: 'user', content: QUESTION }] })

async function openTargets(model: string): Promise<Target[]> {
  const passing = await startScript(PASS_THROUGH, {
    durableObjects: { PASSING: { className: 'Passing', useSQLite: true } },
    bindings: { MODEL: `${model}/v1/chat/completions` },
  })
  const ours = await startWorker({
    TOKEN_KEYS: JSON.stringify({ [KEY.kid]: KEY.secret }),
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
    { name: 'our whole guarded turn', rig: ours, shoot: oursShooter(ours.url) },
  ]
}

function oursShooter(url: string): Target['shoot'] {
  const tokens = new Map<string, Promise<string>>()
  const turnsOf = new Map<number, number>()
  return async (_, lane) => {
    const turn = turnsOf.get(lane) ?? 0
    turnsOf.set(lane, turn + 1)
    const sid = `bench-session-${lane}-${String(Math.floor(turn / TURNS_PER_SESSION)).padStart(8, '0')}`
    const token = tokens.get(sid) ?? mint(sid)
    tokens.set(sid, token)
    const body = JSON.stringify({ session_id: sid, message_id: `m${turn}`, text: QUESTION })
    const headers = { authorization: `Bearer ${await token}`, accept: 'text/event-stream' }
    return shoot(`${url}/chat/send`, body, headers, '"text-delta"')
  }
}

function mint(sid: string): Promise<string> {
  const iat = Math.floor(Date.now() / 1_000)
  const claims = {
    iss: 'counterhand',
    aud: 'counterhand-edge',
    sub: `anon:${sid}`,
    sid,
    roles: ['shopper'],
    iat,
    exp: iat + 900,
  }
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256', kid: KEY.kid })
    .sign(new TextEncoder().encode(KEY.secret))
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
  await inParallel(SATURATED.turns, SATURATED.atOnce, async (n, lane) => void (await target.shoot(n, lane).catch((error: Error) => { if (errors++ === 0) say(error.message) })))
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
