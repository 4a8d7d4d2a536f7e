import type { MiddlewareHandler } from 'hono'
import type { Weather } from '../world/shapes.ts'

/**
 * What can go wrong with a shop's API: an HTTP status (`500`, `404`, `429`…), `html` (200 and a maintenance page),
 * `garbled` (JSON that breaks off), `slow` (right, but late), `hang` (never).
 */
export type Fault = { kind: 'html' | 'garbled' | 'slow' | 'hang' | number; chance: number }

/** Reads `500:0.3,slow`. Words it does not know are left out, so a typo is no fault rather than a crash. */
export function readFaults(text: string): Fault[] {
  return text.split(',').flatMap((part) => {
    const match = /^(html|garbled|slow|hang|[45]\d\d)(?::(0?\.\d+|[01](?:\.0+)?))?$/.exec(part.trim().toLowerCase())
    if (!match) return []
    const [, word, chance = '1'] = match
    const kind = /^\d/.test(word!) ? Number(word) : (word as 'html' | 'garbled' | 'slow' | 'hang')
    return [{ kind, chance: Number(chance) }]
  })
}

/** The first fault whose chance comes up, or null. One draw per fault, in the order they were named. */
export const pickFault = (faults: Fault[], random: () => number): Fault | null =>
  faults.find((fault) => random() < fault.chance) ?? null

const SLOW_MS = 4_000
/** Longer than anybody waits. A promise that never settles would be noticed and ended by workerd. */
const HANG_MS = 600_000

const MAINTENANCE = `<!DOCTYPE html><html><head><title>Maintenance</title></head>
<body><p>Briefly unavailable for scheduled maintenance. Check back in a minute.</p></body></html>`

const jsonError = (status: number) =>
  Response.json(
    {
      code: status === 404 ? 'rest_no_route' : 'internal_server_error',
      message:
        status === 404
          ? 'No route was found matching the URL and request method.'
          : 'There has been a critical error on this website.',
      data: { status },
    },
    { status, headers: status === 429 || status === 503 ? { 'retry-after': '2' } : {} }
  )

export type WeatherDeps = {
  weather: () => Promise<Weather>
  random: () => number
  /** A timer left running would keep a Durable Object awake: it ends with the asker's signal. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>
}

/** Stands before the shop's API and spoils what it is told to spoil. Pages and `/demo` handles stay dry. */
export function badWeather({ weather, random, sleep }: WeatherDeps): MiddlewareHandler {
  return async (c, next) => {
    const { signal } = c.req.raw
    const { faults, latencyMs } = await weather()
    if (latencyMs > 0) await sleep(latencyMs, signal)
    const fault = pickFault(readFaults(faults), random)
    switch (fault?.kind) {
      case undefined:
        return next()
      case 'slow':
        await sleep(SLOW_MS, signal)
        return next()
      case 'hang':
        await sleep(HANG_MS, signal)
        return c.body(null, 504)
      case 'html':
        return c.html(MAINTENANCE)
      case 'garbled': {
        await next()
        const text = await c.res.text()
        c.res = new Response(text.slice(0, Math.floor(text.length * 0.6)), {
          status: c.res.status,
          headers: c.res.headers,
        })
        return
      }
      default:
        return jsonError(fault!.kind)
    }
  }
}
