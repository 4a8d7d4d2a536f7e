import type * as z from 'zod'
import { signResponse } from '../../base/signed-call/sign-call.ts'
import { verifyRequest } from '../../base/signed-call/verify-call.ts'
import type { Clock } from '../../base/time.ts'
import {
  addressAskSchema,
  cancelAskSchema,
  noteAskSchema,
  PLUGIN_CONTRACT,
  pluginRoutes,
  refundAskSchema,
  writeKeySchema,
  type HealthReply,
  type WriteReply,
} from '../../contracts/plugin-api.ts'
import type { DemoWorld, WorldStorage } from '../world/open-world.ts'
import { findWrite, runWrite, type AnyWrite, type RunWriteDeps } from './run-write.ts'
import type { PluginSettings } from './settings.ts'
import { openWriteBook } from './write-book.ts'

/** Plain data, so that it crosses RPC to the object that holds the shop. */
export type PluginAsk = { method: string; path: string; body: string; headers: [string, string][] }
export type PluginAnswer = { status: number; body: string; headers: Record<string, string> }
export type DemoPlugin = { call(ask: PluginAsk): Promise<PluginAnswer> }

export type DemoPluginDeps = {
  storage: WorldStorage
  world: DemoWorld
  settings: PluginSettings
  now: Clock
  step?: RunWriteDeps['step']
}

const STATUS = { done: 200, refused: 422, in_progress: 202, in_doubt: 202, unknown: 404 } as const

/** A stand-in for the WordPress plugin's signed routes: same contract, same checks, on the embedded shop. */
export function openDemoPlugin(deps: DemoPluginDeps): DemoPlugin {
  const { settings, now } = deps
  const book = openWriteBook(deps.storage)
  const run: RunWriteDeps = { world: deps.world, book, settings, now, step: deps.step ?? (async () => undefined) }
  let last: Promise<unknown> = Promise.resolve()
  /** The shop's lock: one write at a time. */
  const locked = <T>(act: () => Promise<T>): Promise<T> => {
    const mine = last.then(act, act)
    last = mine.catch(() => undefined)
    return mine
  }

  async function answer({ method, path, body }: PluginAsk): Promise<{ status: number; body: unknown }> {
    if (method === 'GET' && path === pluginRoutes.health()) return { status: 200, body: health(settings, now()) }
    const [, orderId, action] =
      /^\/counterhand\/v1\/orders\/([1-9]\d{0,18})\/(refund|cancel|address|note)$/.exec(path) ?? []
    if (method === 'POST' && orderId && action) {
      const write = readWrite(action, orderId, body)
      return replied(write ? await locked(() => runWrite(run, write)) : { outcome: 'refused', reason: 'bad_request' })
    }
    const [, key, settle] = /^\/counterhand\/v1\/writes\/([^/]+)(\/settle)?$/.exec(path) ?? []
    const isLookUp = settle === undefined ? method === 'GET' : method === 'POST'
    if (key && isLookUp && writeKeySchema.safeParse(key).success) {
      return replied(await locked(() => findWrite(run, key, settle !== undefined)))
    }
    if (method === 'GET' && /^\/counterhand\/v1\/events\/after\/\d+$/.test(path)) {
      return { status: 200, body: { v: 1, events: [] } }
    }
    return { status: 404, body: { code: 'no_route' } }
  }

  return {
    async call(ask) {
      const burnNonce = (keyId: string, nonce: string) => locked(() => book.burnNonce(`${keyId} ${nonce}`, now()))
      const verified = await verifyRequest(
        { keys: settings.callKeys, burnNonce },
        { ...ask, headers: new Headers(ask.headers), nowMs: now() }
      )
      const type = { 'content-type': 'application/json' }
      if (!verified.ok) return { status: 401, body: JSON.stringify({ code: verified.error.reason }), headers: type }
      const { status, body } = await answer(ask)
      const text = JSON.stringify(body)
      const { key, nonce } = verified.value
      const signed = await signResponse({ status, body: text, nowMs: now(), nonce }, key)
      return { status, body: text, headers: { ...type, ...signed, 'cache-control': 'no-store' } }
    },
  }
}

const replied = (reply: WriteReply) => ({ status: STATUS[reply.outcome], body: reply })

function readWrite(action: string, orderId: string, body: string): AnyWrite | null {
  const parse = <Schema extends z.ZodType>(schema: Schema): z.infer<Schema> | null => {
    try {
      return schema.safeParse(JSON.parse(body)).data ?? null
    } catch {
      // Not JSON is a bad request like any other.
      return null
    }
  }
  const made = <Ask>(name: AnyWrite['action'], ask: Ask | null) => (ask ? { action: name, orderId, ask } : null)
  if (action === 'refund') return made('refund', parse(refundAskSchema)) as AnyWrite | null
  if (action === 'cancel') return made('cancel', parse(cancelAskSchema)) as AnyWrite | null
  if (action === 'address') return made('address', parse(addressAskSchema)) as AnyWrite | null
  return made('note', parse(noteAskSchema)) as AnyWrite | null
}

const health = (settings: PluginSettings, nowMs: number): HealthReply => ({
  contract: PLUGIN_CONTRACT,
  plugin_version: 'embedded',
  time: Math.floor(nowMs / 1_000),
  shop_url: settings.shopUrl,
  currency: 'EUR',
  decimals: 2,
  woocommerce: null,
  writes_enabled: settings.writesEnabled,
  refunds: {
    enabled: settings.refundsEnabled,
    window_days: settings.windowDays,
    soft_limit_minor: settings.softLimitMinor,
    ceiling_minor: settings.ceilingMinor,
  },
  last_event_seq: 0,
})
