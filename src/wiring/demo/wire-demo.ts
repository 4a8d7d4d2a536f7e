import { SignJWT, type JWTPayload } from 'jose'
import type { Claims } from '../../contracts/claims.ts'
import { demoApp, demoHandles } from '../../demo/demo-app.ts'
import type { DemoPlugin } from '../../demo/plugin/open-plugin.ts'
import type { DemoWorld } from '../../demo/world/open-world.ts'
import type { MailDraft } from '../../demo/world/shapes.ts'
import type { Settings, WorkerEnv } from '../../env.ts'
import { demoKeys } from './demo-keys.ts'
import { chance, clock } from '../platform.ts'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** The embedded shop, or null: anywhere but on this machine it does not exist, whatever the vars say. */
export function demoFor(env: WorkerEnv, settings: Settings, url: URL, deliver: Deliver): DemoApp | null {
  if (settings.DEMO !== 'on' || !LOOPBACK.has(url.hostname) || !demoHandles(url.pathname)) return null
  doors.set(env, deliver)
  return wireDemo(env, settings)
}

/** How the shop's webhooks reach our own door. */
type Deliver = (request: Request) => Promise<unknown>
const doors = new WeakMap<WorkerEnv, Deliver>()
type DemoApp = ReturnType<typeof demoApp>
const apps = new WeakMap<WorkerEnv, DemoApp>()

function wireDemo(env: WorkerEnv, settings: Settings): DemoApp {
  const known = apps.get(env)
  if (known) return known
  const keys = demoKeys(settings)
  const [[kid, secret] = ['', '']] = Object.entries(keys.tokens)
  const app = demoApp({
    world: demoWorld(env),
    mintToken: (claims: Claims) =>
      new SignJWT({ ...claims } as JWTPayload)
        .setProtectedHeader({ alg: 'HS256', kid })
        .sign(new TextEncoder().encode(secret)),
    now: clock,
    chance,
    // Ends with its asker: a wait that outlived it would keep a session's object awake.
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms)
        signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
      }),
    deliverWebhook: async (body, headers) => {
      await doors.get(env)?.(
        new Request(`${settings.SHOP_URL}/webhooks/order_updated`, { method: 'POST', body, headers })
      )
    },
    webhookSecret: keys.webhook,
    weather: { faults: settings.DEMO_FAULTS, latencyMs: settings.DEMO_LATENCY_MS },
    shopOrigin: new URL(settings.SHOP_URL).origin,
    wcKeys: keys.wc,
    plugin: { call: (ask) => demoPlugin(env).call(ask) },
  })
  apps.set(env, app)
  return app
}

/** The stand-in's signed routes, in the object that holds the shop. */
const demoPlugin = (env: WorkerEnv): DemoPlugin => {
  const stub = env.DEMO_SHOP!.getByName('shop') as unknown as { callPlugin: DemoPlugin['call'] }
  return { call: (ask) => stub.callPlugin(ask) }
}

/** Nothing leaves this machine: mail lands on the mailbox page. */
export async function demoMail(env: WorkerEnv, { to, subject, text }: MailDraft): Promise<void> {
  await demoWorld(env).deliver({ to, subject, text })
}

/** A stub made anew for each call: one isolate serves many requests, and a stub belongs to the request that made it. */
function demoWorld(env: WorkerEnv): DemoWorld {
  return new Proxy({} as DemoWorld, {
    get: (_, verb: keyof DemoWorld) => (ask: never) => {
      const stub = env.DEMO_SHOP!.getByName('shop') as unknown as Record<keyof DemoWorld, (ask: never) => unknown>
      return stub[verb](ask)
    },
  })
}

/**
 * How the shop is reached. The embedded one answers inside this Worker by the same requests a real one gets over the
 * network: a Worker that fetches its own address would wait for itself.
 */
export function shopFetch(env: WorkerEnv, settings: Settings): typeof fetch {
  if (settings.DEMO !== 'on') return (...ask) => fetch(...ask)
  const origin = new URL(settings.SHOP_URL).origin
  return async (input, init) => {
    const request = new Request(input, init)
    if (new URL(request.url).origin !== origin) return fetch(request)
    const answer = Promise.resolve(wireDemo(env, settings).fetch(request))
    // A shop that hangs must be left when the caller leaves, as a socket would be.
    return init?.signal ? Promise.race([answer, leaving(init.signal)]) : answer
  }
}

const leaving = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const leave = () => reject(signal.reason instanceof Error ? signal.reason : new DOMException('left', 'AbortError'))
    if (signal.aborted) leave()
    else signal.addEventListener('abort', leave, { once: true })
  })
