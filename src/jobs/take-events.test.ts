import { describe, expect, it } from 'vitest'
import type { PluginEvent } from '../contracts/plugin-api.ts'
import { catchUp, decideEvents, takeEvents, type CatchUpDeps, type EventCursor } from './take-events.ts'

const event = (seq: number, change: Partial<PluginEvent> = {}): PluginEvent => ({
  seq,
  kind: 'content.updated',
  id: '7',
  url: `https://shop.example/page-${seq}`,
  at: '2026-11-22T12:00:00Z',
  ...change,
})
const at = (upTo: number, isBehind = false): EventCursor => ({ upTo, isBehind })

function shop(before: EventCursor | null, outbox: PluginEvent[] = []) {
  let cursor = before
  const did: string[] = []
  const deps: CatchUpDeps = {
    readCursor: async () => cursor,
    saveCursor: async (next) => void (cursor = next),
    recrawlPages: async (urls) => void did.push(...urls.map((url) => new URL(url).pathname)),
    ordersUpdated: async (orders) => void did.push(...orders.map((order) => `order ${order.orderId}`)),
    eventsAfter: async (seq) => ({ v: 1, events: outbox.filter((each) => each.seq > seq).slice(0, 2) }),
  }
  return { deps, did, cursor: () => cursor }
}

describe('a batch of the outbox', () => {
  it.each<[string, EventCursor | null, number[], EventCursor, number]>([
    ['begins where the shop begins', null, [41, 42], at(42), 42],
    ['goes on', at(42), [43, 44], at(44), 44],
    ['may come twice', at(44), [43, 44], at(44), 44],
    ['may overlap', at(43), [43, 44, 45], at(45), 45],
    ['leaves the cursor at a gap', at(42), [45, 46], at(42, true), 42],
    ['moves it as far as nothing is missing', at(42), [43, 45], at(43, true), 43],
    ['of a shop set up anew is told its own number', at(500), [1, 2], at(500), 2],
  ])('%s', (_, before, seqs, cursor, upTo) => {
    const taken = decideEvents(
      before,
      seqs.map((seq) => event(seq))
    )
    expect(taken).toMatchObject({ cursor, receipt: { up_to: upTo } })
    expect(taken!.pages).toHaveLength(seqs.length)
  })

  it('knocks once for a page and once for an order', () => {
    const url = 'https://shop.example/returns'
    const order = { kind: 'order.updated', id: '9', url: null } as const
    const taken = decideEvents(null, [
      event(1, { url }),
      event(2, { ...order, at: 'first' }),
      event(3, { kind: 'content.gone', url }),
      event(4, { ...order, at: 'second' }),
    ])
    expect(taken).toMatchObject({ pages: [url], orders: [{ orderId: '9', updatedAt: 'second' }] })
  })

  it('that is empty moves nothing', async () => {
    const { deps, did } = shop(at(5))
    expect(await takeEvents(deps, { v: 1, events: [] })).toEqual({ up_to: 5 })
    expect(did).toEqual([])
  })

  it('is delivered again when a knock failed', async () => {
    const { deps, cursor } = shop(at(5))
    const failing = { ...deps, recrawlPages: () => Promise.reject(new Error('store')) }
    await expect(takeEvents(failing, { v: 1, events: [event(6)] })).rejects.toThrow('store')
    expect(cursor()).toEqual(at(5))
  })
})

describe('catching up', () => {
  it('asks the shop for what was missed', async () => {
    const outbox = [3, 4, 5, 6, 7].map((seq) => event(seq))
    const { deps, did, cursor } = shop(at(2), outbox)
    await takeEvents(deps, { v: 1, events: [outbox[4]!] })
    expect(await catchUp(deps)).toBe(5)
    expect(did).toEqual(['/page-7', '/page-3', '/page-4', '/page-5', '/page-6', '/page-7'])
    expect(cursor()).toEqual(at(7))
    expect(await catchUp(deps)).toBe(0)
  })

  it('ends when the shop has forgotten it too', async () => {
    const { deps, cursor } = shop(at(2, true))
    expect(await catchUp(deps)).toBe(0)
    expect(cursor()).toEqual(at(2))
  })
})
