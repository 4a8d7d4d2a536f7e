/**
 * What the toolbox adds to a call: `node bench/tools.ts`. JSON out. The same look-up bare and through the toolbox
 * (schema, permission, closed breaker, retry, timeout, audit row into nothing), in one run, interleaved.
 */
import { openBreakerLedger } from '../src/base/resilience/breaker-ledger.ts'
import { openBreaker } from '../src/base/resilience/open-breaker.ts'
import { openToolbox } from '../src/hands/toolbox/open-toolbox.ts'
import { viewOrder } from '../src/hands/orders/view-order.ts'
import { context, fakeShop, order } from '../src/hands/testing/fixtures.ts'

const CALLS = 20_000
const shop = { ...fakeShop(), findOrderByNumber: async () => order() }
const now = () => Date.now()
const ledger = openBreakerLedger({ shelf: { load: () => undefined, save: () => undefined }, now })
const breaker = openBreaker({ ledger, now, background: (work) => void work })
const toolbox = openToolbox({
  shop,
  searchKnowledge: async () => ({ passages: [], answerable: 0, mode: 'lexical' }),
  openTicket: async () => undefined,
  recordAction: async () => undefined,
  now,
  random: Math.random,
  breakerFor: () => breaker,
  background: (work) => void work,
  reportFault: (error) => console.error(error),
})
const asked = context()
const ways = {
  bare: async () => viewOrder(await shop.findOrderByNumber()),
  toolbox: () => toolbox.run({ tool: 'get_order_status', input: { order_id: '1042' } }, asked),
}

const taken: Record<keyof typeof ways, number[]> = { bare: [], toolbox: [] }
for (let call = 0; call < CALLS; call++) {
  for (const way of ['bare', 'toolbox'] as const) {
    const startedMs = performance.now()
    await ways[way]()
    taken[way].push((performance.now() - startedMs) * 1_000)
  }
}
const at = (micros: number[], share: number) => {
  const sorted = micros.slice(CALLS / 10).toSorted((a, b) => a - b)
  return Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1))
}
const summary = (micros: number[]) => ({ p50: at(micros, 0.5), p95: at(micros, 0.95), p99: at(micros, 0.99) })
const [bare, whole] = [summary(taken.bare), summary(taken.toolbox)]
console.log(
  JSON.stringify(
    {
      bench: 'tools',
      calls: CALLS,
      microsPerCall: { bare, toolbox: whole },
      addedMicrosP50: Number((whole.p50 - bare.p50).toFixed(1)),
    },
    null,
    2
  )
)
