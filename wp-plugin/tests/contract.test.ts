import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { pluginSuite, type PluginTarget, type SuiteCheck } from '../../src/contracts/testing/plugin-suite.ts'
import { openShop, rig, suiteTarget, type OrderState } from './rig/shop.ts'

/** Orders that a check says were left alone. Asked about in one call at the end: each call starts a whole WordPress. */
const leftAlone: string[] = []

function targetFor(check: SuiteCheck): PluginTarget {
  const isRefusal = /^(refuses (?!a key sent)|answers 401 to (a|an|another) )/.test(check.name)
  return {
    ...suiteTarget,
    // The suite's call from the future is one second past the window, and a real site's clock moves on while the call
    // is under way. So that caller's clock is a little ahead, which the scheme allows.
    nowMs: () => Date.now() + (check.name.includes('from the future') ? 30_000 : 0),
    async refundedMinor(orderId) {
      if (!isRefusal) return suiteTarget.refundedMinor(orderId)
      leftAlone.push(orderId)
      return 0
    },
  }
}

before(openShop)

describe('the plugin keeps the contract that the embedded stand-in keeps', { concurrency: 2 }, () => {
  for (const check of pluginSuite) {
    it(check.name, async () => assert.equal(await check.run(targetFor(check)), 'passed'))
  }
})

after(async () => {
  const orders = await rig<OrderState[]>('order_states', leftAlone.map(Number))
  assert.equal(orders.length, leftAlone.length)
  assert.equal(orders.length > 20, true)
  for (const order of orders)
    assert.deepEqual([order.refunded, order.refunds], [0, []], `order ${order.id} was refused, and nothing moved`)
})
