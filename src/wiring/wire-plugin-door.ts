import { minorDigits } from '../base/money.ts'
import type { CallKey } from '../base/signed-call/scheme.ts'
import type { EdgeLimits } from '../contracts/plugin-api.ts'
import type { PluginDoorDeps } from '../edge/routes/plugin-routes.ts'
import { catchUp, takeEvents, type TakeEventsDeps } from '../jobs/take-events.ts'
import { openPluginClient } from '../outside/shop/plugin-client.ts'
import { demoKeys } from './demo/demo-keys.ts'
import { shopFetch } from './demo/wire-demo.ts'
import type { Parts } from './parts.ts'
import { chance, clock } from './platform.ts'
import { privacyForPlugin } from './privacy/wire-privacy.ts'
import { keysOf, readKeptRules } from './wire-writes.ts'
import { sendJobs } from './seeing/traced-jobs.ts'

/** What the shop's plugin may ask of us; the signature is the edge's to check. */
export function pluginDoorDeps(parts: Parts): Omit<PluginDoorDeps, 'now' | 'report'> {
  return {
    callKeys: callKeysOf(parts),
    burnNonce: parts.store.nonces.burnNonce,
    callHeard: (path, outcome) =>
      parts.seeing.log({ event: 'webhook.received', source: 'plugin', topic: path.split('/').at(-1)!, outcome }),
    takeEvents: (batch) => takeEvents(takeDeps(parts), batch),
    edgeLimits: () => limitsOf(parts),
    ...privacyForPlugin(parts),
  }
}

/** At most two live keys; none where a deployment was given none, and then no call fits. */
function callKeysOf({ settings, isDemo }: Parts): CallKey[] {
  const keys = isDemo ? demoKeys(settings).calls : (settings.PLUGIN_CALL_KEYS ?? {})
  return Object.entries(keys)
    .slice(0, 2)
    .map(([id, secret]) => ({ id, secret }))
}

const takeDeps = (parts: Parts): TakeEventsDeps => ({
  ...parts.store.events,
  recrawlPages: parts.knowledge.recrawlPages,
  ordersUpdated: async (orders) => {
    await sendJobs(
      parts,
      orders.map((order) => ({ kind: 'order.updated', v: 1, ...order }))
    )
  },
})

/** For the cron: what a gap in the outbox said we missed. Nothing to ask where there is no key to ask with. */
export async function catchUpEvents(parts: Parts): Promise<void> {
  const [first, second] = callKeysOf(parts)
  if (!first) return
  const plugin = openPluginClient({
    baseUrl: parts.settings.SHOP_URL,
    keys: second ? [first, second] : [first],
    fetch: shopFetch(parts.env, parts.settings),
    now: clock,
    chance,
  })
  await catchUp({ ...takeDeps(parts), eventsAfter: (seq) => plugin.eventsAfter(seq, AbortSignal.timeout(10_000)) })
}

/** The edge's own rules, to be shown beside the shop's. */
async function limitsOf(parts: Parts): Promise<EdgeLimits> {
  const { rules } = await readKeptRules(parts)
  const { enabled, currency, refunds } = rules
  return {
    writes_enabled: enabled && keysOf(parts) !== null,
    currency,
    minor_digits: minorDigits(currency),
    refunds: {
      enabled: refunds.enabled,
      stage: refunds.stage,
      window_days: refunds.windowDays,
      soft_limit_minor: refunds.softLimitMinor,
      ceiling_minor: refunds.ceilingMinor,
    },
    retention_days: (await parts.flags()).retention_days,
  }
}
