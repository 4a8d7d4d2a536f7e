import type { EventBatch, EventReceipt, PluginEvent } from '../contracts/plugin-api.ts'

/** How far the shop's outbox was taken. `isBehind`: something before what came last is missing and must be asked for. */
export type EventCursor = { upTo: number; isBehind: boolean }

export type TakeEventsDeps = {
  readCursor(): Promise<EventCursor | null>
  saveCursor(cursor: EventCursor): Promise<void>
  /** Pages to read again; a page that is gone leaves the index when it is read. */
  recrawlPages(urls: string[]): Promise<unknown>
  ordersUpdated(orders: { orderId: string; updatedAt: string }[]): Promise<unknown>
}

export type TakenEvents = {
  pages: string[]
  orders: { orderId: string; updatedAt: string }[]
  cursor: EventCursor
  receipt: EventReceipt
}

/**
 * What a batch asks of us. Events are knocks, so one taken twice is harmless and none is passed over. First contact
 * begins where the shop begins; a gap leaves the cursor where it is. Null: there is nothing in it.
 */
export function decideEvents(before: EventCursor | null, events: PluginEvent[]): TakenEvents | null {
  const sorted = [...events].sort((a, b) => a.seq - b.seq)
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (!first || !last) return null
  let upTo = before?.upTo ?? first.seq - 1
  for (const { seq } of sorted) if (seq === upTo + 1) upTo = seq
  return {
    pages: [...new Set(sorted.flatMap((event) => (event.kind !== 'order.updated' && event.url ? [event.url] : [])))],
    orders: ordersOf(sorted),
    cursor: { upTo, isBehind: upTo < last.seq },
    // A shop that was set up anew counts from one again: it is told of its own number, never of our higher one.
    receipt: { up_to: Math.min(upTo, last.seq) },
  }
}

/** An order that moved three times is one knock with the last time. */
function ordersOf(sorted: PluginEvent[]): TakenEvents['orders'] {
  const orders = new Map<string, string>()
  for (const event of sorted) if (event.kind === 'order.updated') orders.set(event.id, event.at)
  return [...orders].map(([orderId, updatedAt]) => ({ orderId, updatedAt }))
}

/** The outbox's door. The cursor is saved last: what failed before it is delivered again. */
export async function takeEvents(deps: TakeEventsDeps, batch: EventBatch): Promise<EventReceipt> {
  const before = await deps.readCursor()
  const taken = decideEvents(before, batch.events)
  if (!taken) return { up_to: before?.upTo ?? 0 }
  await knock(deps, taken)
  await deps.saveCursor(taken.cursor)
  return taken.receipt
}

export type CatchUpDeps = TakeEventsDeps & { eventsAfter(seq: number): Promise<EventBatch> }

const PULLS_MAX = 20

/**
 * For the cron: asks the shop for what a gap said we missed. What the shop has forgotten itself cannot be had; then the
 * nightly crawl is what finds it.
 */
export async function catchUp(deps: CatchUpDeps): Promise<number> {
  let cursor = await deps.readCursor()
  let taken = 0
  for (let pull = 0; cursor?.isBehind && pull < PULLS_MAX; pull++) {
    const { events } = await deps.eventsAfter(cursor.upTo)
    const newest = Math.max(cursor.upTo, ...events.map((event) => event.seq))
    const found = decideEvents(cursor, events)
    if (found) await knock(deps, found)
    taken += events.length
    cursor = { upTo: newest, isBehind: newest > cursor.upTo }
    await deps.saveCursor(cursor)
  }
  return taken
}

async function knock(deps: TakeEventsDeps, { pages, orders }: TakenEvents): Promise<void> {
  if (pages.length > 0) await deps.recrawlPages(pages)
  if (orders.length > 0) await deps.ordersUpdated(orders)
}
