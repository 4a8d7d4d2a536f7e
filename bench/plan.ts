/**
 * What planning without a model costs: `node bench/plan.ts`. JSON out. Microseconds per call over our own sentences,
 * a 600-character message and the longest one allowed, and the milliseconds of the first call, which decodes weights.
 */
import type { PlanAsk } from '../src/contracts/plan.ts'
import { MESSAGE_MAX_CHARS } from '../src/contracts/chat-api.ts'
import { findOrderNumbers } from '../src/brain/plan/find-order-numbers.ts'
import { planByRules } from '../src/brain/plan/plan-by-rules.ts'
import { speculate } from '../src/brain/plan/speculate.ts'
import { seedRows } from '../scripts/intents/seed-rows.ts'

const askOf = (message: string): PlanAsk => ({
  message,
  history: [],
  signedIn: true,
  knownOrders: ['1042'],
  openQuestion: null,
  locale: 'en',
})

const firstStartedMs = performance.now()
planByRules(askOf('where is my order'))
const firstCallMs = performance.now() - firstStartedMs

const sentences = seedRows().map(({ text }) => text)
const long = sentences.join('. ')
const cases = {
  sentences,
  'messages of 600 characters': Array.from({ length: 500 }, (_, index) => long.slice(index * 90, index * 90 + 600)),
  'longest messages': Array.from({ length: 200 }, (_, index) => long.slice(index * 90, index * 90 + MESSAGE_MAX_CHARS)),
}
const verbs = {
  planByRules: (message: string) => planByRules(askOf(message)),
  speculate: (message: string) => speculate(askOf(message)),
  findOrderNumbers: (message: string) => findOrderNumbers(message, ['1042']),
}

function micros(messages: readonly string[], call: (message: string) => unknown) {
  for (const message of messages.slice(0, 300)) call(message)
  const taken = messages.map((message) => {
    const startedMs = performance.now()
    call(message)
    return (performance.now() - startedMs) * 1_000
  })
  const sorted = taken.toSorted((a, b) => a - b)
  const at = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0)
  return { calls: taken.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

const microsPerCall = Object.fromEntries(
  Object.entries(verbs).map(([verb, call]) => [
    verb,
    Object.fromEntries(Object.entries(cases).map(([name, messages]) => [name, micros(messages, call)])),
  ])
)
console.log(JSON.stringify({ bench: 'plan', firstCallMs: Number(firstCallMs.toFixed(2)), microsPerCall }, null, 2))
