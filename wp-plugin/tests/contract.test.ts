import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { pluginSuite } from '../../src/contracts/testing/plugin-suite.ts'
import { openShop, suiteTarget } from './rig/shop.ts'

before(openShop)

describe('the plugin keeps the contract that the embedded stand-in keeps', () => {
  for (const check of pluginSuite) {
    it(check.name, async () => assert.equal(await check.run(suiteTarget), 'passed'))
  }
})
