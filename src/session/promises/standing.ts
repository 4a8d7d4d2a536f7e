import type { Standing } from '../../contracts/answer.ts'
import type { Meta } from '../memory/memory.ts'

/** What of a session outlives the window of its history, or undefined when there is nothing to say. */
export function standingOf(
  meta: Pick<Meta, 'pendingWrite' | 'openQuestion' | 'openCards' | 'knownOrders' | 'verifiedOrders' | 'receipts'>,
  nowMs: number
): Standing | undefined {
  const proven = new Set(meta.verifiedOrders.filter(({ untilMs }) => nowMs < untilMs).map(({ number }) => number))
  const shown = meta.knownOrders.map(({ number }) => number)
  const orders = [...new Set([...proven, ...shown])].map((number) => ({ number, proven: proven.has(number) }))
  const openProcedure = procedureOf(meta, nowMs)
  const done = [...new Set(meta.receipts)]
  if (openProcedure === null && orders.length === 0 && done.length === 0) return undefined
  return { openProcedure, orders, done }
}

function procedureOf(
  { pendingWrite, openCards, openQuestion }: Pick<Meta, 'pendingWrite' | 'openCards' | 'openQuestion'>,
  nowMs: number
): string | null {
  if (pendingWrite && nowMs < pendingWrite.untilMs) {
    const { tool, input } = pendingWrite.call
    return `${tool} of order ${input.order_id}, until the shopper has proven that the order is theirs`
  }
  if (openCards.length > 0) return 'the end of a change the shopper has agreed to'
  return openQuestion === null ? null : `the answer to our question "${openQuestion}"`
}
