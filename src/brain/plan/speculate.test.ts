import { expect, it } from 'vitest'
import type { PlanAsk } from '../../contracts/plan.ts'
import { speculate } from './speculate.ts'

const toolsFor = (message: string) => {
  const ask: PlanAsk = { message, history: [], signedIn: false, knownOrders: [], openQuestion: null, locale: 'en' }
  return speculate(ask).map(({ tool }) => tool)
}

it.each([
  ['Can I return a lamp?', ['kb_search']],
  ['Where is order 1042?', ['get_order_status', 'kb_search']],
  ['hello', []],
  ['thanks', []],
  ['let me talk to a human', []],
  ['👋', []],
  ['', []],
])('starts for %j: %j', (message, tools) => {
  expect(toolsFor(message)).toEqual(tools)
})

it('only ever reads', () => {
  expect(toolsFor('refund and cancel order 1042 and change the address')).toEqual(['get_order_status', 'kb_search'])
})
