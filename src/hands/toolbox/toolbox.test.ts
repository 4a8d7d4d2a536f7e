import { describe, expect, it, vi } from 'vitest'
import { Fault } from '../../base/fault.ts'
import { asId } from '../../base/ids.ts'
import { noBreaker } from '../../base/resilience/open-breaker.ts'
import type { Wrap } from '../../base/resilience/wrap.ts'
import type { ToolCall } from '../../contracts/tools.ts'
import { context, fakeShop, identity, NOW, order, owner } from '../testing/fixtures.ts'
import type { TicketToOpen } from '../desk/open-ticket.ts'
import { REFUSAL_BEAT_MS, untilNextBeatMs } from './budgets.ts'
import { openToolbox, type ActionRow, type Toolbox, type ToolboxDeps } from './open-toolbox.ts'

const status = (order_id = '1042'): ToolCall => ({ tool: 'get_order_status', input: { order_id } })

function rig(change: Partial<ToolboxDeps> = {}) {
  const rows: ActionRow[] = []
  const tickets = new Map<string, TicketToOpen>()
  const faults: string[] = []
  const shop = fakeShop([order(), order({ number: asId('77'), customerId: '8' })])
  const deps: ToolboxDeps = {
    shop,
    searchKnowledge: async () => ({ passages: [], answerable: 0, mode: 'lexical' }),
    openTicket: async (row) => void tickets.set(row.id, row),
    recordAction: async (row) => void rows.push(row),
    now: () => NOW,
    random: () => 0,
    breakerFor: () => noBreaker,
    background: (work) => void work,
    reportFault: (error, where) => void faults.push(`${where}: ${String(error)}`),
    ...change,
  }
  const toolbox = openToolbox(deps)
  const run = (...args: Parameters<Toolbox['run']>) => toolbox.run(...args)
  return { run, rows, tickets, faults, shop }
}
const failing = (fault: () => unknown) => ({ ...fakeShop(), findOrderByNumber: async () => Promise.reject(fault()) })

describe('get_order_status', () => {
  it('shows an owner their order, and nothing that is not for showing', async () => {
    const outcome = await rig().run(status(), context())
    expect(outcome).toMatchObject({ tool: 'get_order_status', callId: 'turn-1.1', result: { ok: true } })
    expect(JSON.stringify(outcome)).not.toMatch(/ada@example|Sample Road|5042|customerId/)
  })

  it('reads "#1042" as 1042', async () => {
    expect((await rig().run(status('# 1042'), context())).result.ok).toBe(true)
  })

  it('shows a guest the order a code has proven, until it lapses', async () => {
    const proven = (untilMs: number) =>
      context({ identity: identity({ verifiedOrders: [{ number: asId('1042'), untilMs }] }) })
    expect((await rig().run(status(), proven(NOW + 1))).result.ok).toBe(true)
    expect((await rig().run(status(), proven(NOW))).result).toEqual({ ok: false, error: { reason: 'unauthorized' } })
    expect((await rig().run(status('77'), proven(NOW + 1))).result.ok).toBe(false)
  })

  it('finds tracking in a note when the order has none', async () => {
    const shop = fakeShop([order({ tracking: [] })])
    const { result } = await rig({ shop }).run(status(), context())
    expect(result).toMatchObject({ value: { tracking: [{ number: '9400100000000000000001' }] } })
  })

  it("reads no notes of somebody else's order", async () => {
    const shop = fakeShop([order({ tracking: [], customerId: '8' })])
    await rig({ shop }).run(status(), context())
    expect(shop.asked).toEqual(['number 1042'])
  })
})

describe('a stranger', () => {
  it.each([
    ['a visitor', identity()],
    ['another customer', identity({ subject: 'wp:9', level: 'account', customerId: '9' })],
    ["somebody who registered the owner's address", { ...identity({ customerId: '9' }), email: 'ada@example.com' }],
  ])('%s costs the shop the same look-up, whether or not the order exists', async (_, who) => {
    const { run, shop, rows } = rig()
    const there = await run(status('1042'), context({ identity: who }))
    const nowhere = await run(status('9999'), context({ identity: who, callId: 'turn-1.2' }))
    expect([there.result.ok, nowhere.result.ok]).toEqual([false, false])
    expect(shop.asked).toEqual(['number 1042', 'number 9999'])
    expect(rows.map((row) => row.reason)).toEqual(['unauthorized', 'not_found'])
  })

  it('is answered on the same beat', async () => {
    const waited = async (number: string) => {
      const timers = vi.spyOn(globalThis, 'setTimeout')
      await rig().run(status(number), context({ identity: identity() }))
      const beats = timers.mock.calls.filter(([, ms]) => ms === REFUSAL_BEAT_MS)
      timers.mockRestore()
      return beats.length
    }
    expect([await waited('1042'), await waited('9999')]).toEqual([1, 1])
    expect([0, 1, 249, 250, 251].map(untilNextBeatMs)).toEqual([250, 249, 1, 0, 249])
  })
})

describe('list_orders', () => {
  it('lists what the login owns', async () => {
    const { result } = await rig().run({ tool: 'list_orders', input: {} }, context())
    expect(result).toMatchObject({ ok: true, value: { orders: [{ number: '1042' }], more: false } })
  })
  it('asks the shop nothing for a visitor, proven order or not', async () => {
    const { run, shop } = rig()
    const who = identity({ verifiedOrders: [{ number: asId('1042'), untilMs: NOW + 1 }] })
    const { result } = await run({ tool: 'list_orders', input: {} }, context({ identity: who }))
    expect(result).toEqual({ ok: false, error: { reason: 'unauthorized' } })
    expect(shop.asked).toEqual([])
  })
})

describe('tickets', () => {
  const calling: ToolCall = { tool: 'notify_human', input: { reason: 'asked_for_person', note: 'please' } }

  it('opens one however often a turn asks', async () => {
    const { run, tickets } = rig()
    const first = await run(calling, context())
    const again = await run(calling, context({ callId: 'turn-1.2' }))
    expect(tickets.size).toBe(1)
    expect(again.result).toEqual(first.result)
  })
  it('opens another in another turn, and keeps the words out of the trail', async () => {
    const { run, tickets, rows } = rig()
    await run(calling, context())
    await run(calling, context({ turnId: asId('turn-2') }))
    expect(tickets.size).toBe(2)
    expect(rows[0]).toMatchObject({ effect: 'writes', input: { reason: 'asked_for_person', note_chars: 6 } })
  })
})

describe('kb_search', () => {
  it("passes on the shopper's language and earlier words", async () => {
    const asks: unknown[] = []
    const searchKnowledge: ToolboxDeps['searchKnowledge'] = async (ask) => {
      asks.push(ask)
      return { passages: [], answerable: 0, mode: 'lexical' }
    }
    const call: ToolCall = { tool: 'kb_search', input: { query: 'returns', top_k: 5 } }
    await rig({ searchKnowledge }).run(call, context({ locale: 'de_AT', history: ['lamp'] }))
    expect(asks).toEqual([{ query: 'returns', topK: 5, history: ['lamp'], language: 'de' }])
  })
})

describe('order of a run', () => {
  it.each([
    ['a number of the wrong shape', status('1042 OR 1=1')],
    ['an empty number', status('')],
    ['an identity slipped in', { tool: 'get_order_status', input: { order_id: '1042', customer_id: '7' } } as never],
    ['no input', { tool: 'get_order_status', input: undefined } as never],
    ['an unknown tool', { tool: 'drop_tables', input: {} } as never],
    ['a name every object has', { tool: 'constructor', input: {} } as never],
  ])('refuses %s before it looks at anything', async (_, call: ToolCall) => {
    const { run, shop, rows } = rig()
    expect((await run(call, context())).result).toEqual({ ok: false, error: { reason: 'bad_input' } })
    expect(shop.asked).toEqual([])
    expect(rows).toHaveLength(1)
  })

  it('leaves one row per exit, with ids and codes only', async () => {
    const { run, rows } = rig()
    await run(status(), context())
    expect(rows).toEqual([
      {
        id: 'act_session-0123456789_turn-1.1',
        sessionId: 'session-0123456789',
        turnId: 'turn-1',
        tool: 'get_order_status',
        actor: 'wp:7',
        effect: 'reads',
        input: { order_id: '1042' },
        status: 'done',
        reason: null,
        durationMs: 0,
        at: NOW,
      },
    ])
  })

  it('answers a read whose row could not be kept, and reports the loss', async () => {
    const { run, faults } = rig({ recordAction: async () => Promise.reject(new Error('disk')) })
    expect((await run(status(), context())).result.ok).toBe(true)
    await new Promise((resolve) => setImmediate(resolve))
    expect(faults).toEqual(['audit: Error: disk'])
  })
})

describe('a shop in trouble', () => {
  it('is asked three times when it may be, then given up', async () => {
    let tries = 0
    const shop = failing(() => (tries++, new Fault('upstream_5xx', { retryable: true })))
    const { run, rows } = rig({ shop })
    const { result } = await run(status(), context({ identity: owner() }))
    expect([result, tries]).toEqual([{ ok: false, error: { reason: 'upstream_failed' } }, 3])
    expect(rows).toMatchObject([{ status: 'failed', reason: 'upstream_failed' }])
  })

  it('is left alone when the breaker is open', async () => {
    const open: Wrap = () => async () =>
      Promise.reject(new Fault('breaker_open', { retryable: false, retryAfterMs: 9 }))
    const { run, shop } = rig({ breakerFor: () => open })
    expect((await run(status(), context())).result).toEqual({ ok: false, error: { reason: 'unavailable' } })
    expect(shop.asked).toEqual([])
  })

  it.each([
    ['upstream_rate_limited', { reason: 'rate_limited', retryAfterMs: 10_000 }],
    ['upstream_refused', { reason: 'upstream_failed' }],
    ['upstream_garbled', { reason: 'upstream_failed' }],
  ] as const)('says %s as %j', async (code, refusal) => {
    const { run } = rig({ shop: failing(() => new Fault(code, { retryable: false })) })
    expect((await run(status(), context())).result).toEqual({ ok: false, error: refusal })
  })

  it('stops when the shopper leaves', async () => {
    const caller = new AbortController()
    const shop = { ...fakeShop(), findOrderByNumber: () => new Promise<never>(() => undefined) }
    const { run, rows } = rig({ shop })
    const running = run(status(), context({ signal: caller.signal }))
    caller.abort()
    expect((await running).result).toEqual({ ok: false, error: { reason: 'unavailable' } })
    expect(rows).toHaveLength(1)
  })

  it('lets a bug of ours be seen, after its row', async () => {
    const { run, rows } = rig({ shop: failing(() => new TypeError('ours')) })
    await expect(run(status(), context())).rejects.toThrow('ours')
    expect(rows).toMatchObject([{ status: 'failed' }])
  })
})
