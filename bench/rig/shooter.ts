import { Agent, request } from 'node:http'
import { SignJWT } from 'jose'

export type Shot = { firstMs: number; totalMs: number }

export const agent = new Agent({ keepAlive: true, maxSockets: 200 })

/** Time to the first byte that matches, and to the end. A plain client: an SDK's own work must not be in the figure. */
export function shoot(url: string, body: string, headers: Record<string, string>, first: string): Promise<Shot> {
  return new Promise((resolve, reject) => {
    const startedMs = performance.now()
    const all = { 'content-type': 'application/json', ...headers }
    const asked = request(url, { method: 'POST', agent, headers: all }, (response) => {
      if (response.statusCode !== 200) {
        response.resume()
        return reject(new Error(`${url} answered ${response.statusCode}`))
      }
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
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

export const BENCH_KEY = { kid: 'bench', secret: 'a-key-for-measuring-on-this-machine-only' }
/** A session takes ten messages in a burst, so each bench session says eight. */
const TURNS_PER_SESSION = 8

/** Asks our Worker, one session a lane at a time: nobody writes eight messages at once. */
export function sessionShooter(url: string, questions: string[]): (n: number, lane: number) => Promise<Shot> {
  const tokens = new Map<string, Promise<string>>()
  const turnsOf = new Map<number, number>()
  return async (_, lane) => {
    const turn = turnsOf.get(lane) ?? 0
    turnsOf.set(lane, turn + 1)
    const sid = `bench-session-${lane}-${String(Math.floor(turn / TURNS_PER_SESSION)).padStart(8, '0')}`
    const token = tokens.get(sid) ?? mint(sid)
    tokens.set(sid, token)
    const text = questions[turn % questions.length]!
    const body = JSON.stringify({ session_id: sid, message_id: `m${turn}`, text })
    const headers = { authorization: `Bearer ${await token}`, accept: 'text/event-stream' }
    return shoot(`${url}/chat/send`, body, headers, '"text-delta"')
  }
}

function mint(sid: string): Promise<string> {
  const iat = Math.floor(Date.now() / 1_000)
  const who = { sub: `anon:${sid}`, sid, roles: ['shopper'] }
  return new SignJWT({ iss: 'counterhand', aud: 'counterhand-edge', ...who, iat, exp: iat + 900 })
    .setProtectedHeader({ alg: 'HS256', kid: BENCH_KEY.kid })
    .sign(new TextEncoder().encode(BENCH_KEY.secret))
}
