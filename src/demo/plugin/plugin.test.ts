import { describe, expect, it } from 'vitest'
import { pluginSuite, type PluginTarget, type SuiteOrderKind } from '../../contracts/testing/plugin-suite.ts'
import { DAY_MS } from '../../base/time.ts'
import { memoryStorage } from '../testing/memory-storage.ts'
import { openWorld } from '../world/open-world.ts'
import { orderTotal, refundedTotal, type DemoOrder } from '../world/shapes.ts'
import { openDemoPlugin } from './open-plugin.ts'
import { pluginRoutes } from './plugin-routes.ts'
import { DEMO_POLICY, type PluginSettings } from './settings.ts'

const NOW = Date.UTC(2026, 10, 20, 12, 0, 0)
const settings: PluginSettings = {
  ...DEMO_POLICY,
  callKeys: [
    { id: 'edge-1', secret: 'a-secret-of-at-least-32-characters' },
    { id: 'edge-2', secret: 'another-secret-of-32-characters-or-so' },
  ],
  approvalKeys: [{ id: 'ops-1', secret: 'a-secret-for-approvals-of-32-or-more' }],
  shopUrl: 'http://localhost:8787',
}
const isWithin = (order: DemoOrder) => order.completedAt !== null && order.completedAt > NOW - 29 * DAY_MS
const fits: Record<SuiteOrderKind, (order: DemoOrder) => boolean> = {
  settled: (order) =>
    isWithin(order) && order.refunds.length === 0 && order.paymentMethod === 'demo_card' && orderTotal(order) > 2_000,
  dear: (order) =>
    isWithin(order) && order.refunds.length === 0 && order.paymentMethod === 'demo_card' && orderTotal(order) > 6_000,
  open: (order) => order.status === 'processing' && order.tracking.length === 0 && order.refunds.length === 0,
  manual: (order) =>
    ['processing', 'completed'].includes(order.status) && order.paidAt !== null && order.paymentMethod !== 'demo_card',
  unpaid: (order) => order.status === 'pending',
  old: (order) => order.completedAt !== null && order.completedAt < NOW - 40 * DAY_MS && order.refunds.length === 0,
}

/** The embedded shop has no order that was paid by hand. */
const LEFT_OUT = ['refuses a manual gateway']

/** A shop of its own for each check, asked over its own HTTP routes. */
function openTarget(): PluginTarget {
  let drawn = 0
  const chance = { uuid: () => `uuid-${++drawn}`, random: () => 0.5 }
  const storage = memoryStorage()
  const world = openWorld(storage, { now: () => NOW, chance })
  const app = pluginRoutes({ plugin: openDemoPlugin({ storage, world, settings, now: () => NOW }) })
  return {
    async send({ method, path, body, headers }) {
      const init = { method, headers, ...(body === '' ? {} : { body }) }
      const response = await app.request(`http://localhost:8787${path}`, init)
      return { status: response.status, headers: response.headers, body: await response.text() }
    },
    async order(kind) {
      const order = (await world.orders()).find(fits[kind])
      return order
        ? {
            orderId: String(order.id),
            number: order.number,
            customerId: String(order.customerId),
            status: order.status,
            totalMinor: orderTotal(order),
            currency: 'EUR',
            minorDigits: 2,
            lines: order.lines.map((line) => ({
              lineId: String(line.id),
              quantity: line.quantity,
              amountMinor: line.total,
            })),
          }
        : null
    },
    refundedMinor: async (orderId) => refundedTotal((await world.order(Number(orderId)))!),
    statusOf: async (orderId) => (await world.order(Number(orderId)))!.status,
    callKeys: [settings.callKeys[0]!, settings.callKeys[1]!],
    approvalKey: settings.approvalKeys[0]!,
    nowMs: () => NOW,
    fresh: () => `nonce-${String(++drawn).padStart(20, '0')}`,
  }
}

describe('the embedded stand-in keeps the plugin’s contract', () => {
  it.each(pluginSuite)('$name', async (check) => {
    expect(await check.run(openTarget())).toBe(LEFT_OUT.includes(check.name) ? 'left out' : 'passed')
  })
})
