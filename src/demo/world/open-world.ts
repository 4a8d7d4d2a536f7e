import { ok, refuse, type Result } from '../../base/result.ts'
import type { Chance, Clock } from '../../base/time.ts'
import {
  refundOf,
  withAddress,
  withCancel,
  withRefund,
  withStatus,
  type ChangeRefusal,
  type RefundAsk,
} from './change-order.ts'
import { withPlanted, type Plant, type PlantedPage } from './plant.ts'
import { seedShop, type Shop } from './seed.ts'
import type { DemoAddress, DemoCustomer, DemoMail, DemoOrder, DemoRefund, MailDraft, Weather } from './shapes.ts'

/** The few verbs of Durable Object storage that the world needs. `ctx.storage` fits as it is. */
export type WorldStorage = {
  get<T>(key: string): Promise<T | undefined>
  put<T>(key: string, value: T): Promise<void>
}

export type Paid = { refund: DemoRefund; repeated: boolean }

export type DemoWorld = {
  /** When this shop was first started. Page and order dates hang from it. */
  bornAt(): Promise<number>
  customers(): Promise<DemoCustomer[]>
  /** Newest first. */
  orders(): Promise<DemoOrder[]>
  order(id: number): Promise<DemoOrder | null>
  /** `repeated` when this key was paid before: the first refund is answered and nothing moves. */
  refundOrder(ask: RefundAsk): Promise<Result<Paid, ChangeRefusal>>
  cancelOrder(ask: { orderId: number; reason: string }): Promise<Result<DemoOrder, ChangeRefusal>>
  changeAddress(ask: { orderId: number; shipping: DemoAddress }): Promise<Result<DemoOrder, ChangeRefusal>>
  /** What a shopkeeper does by hand in wp-admin. */
  setStatus(ask: { orderId: number; status: DemoOrder['status'] }): Promise<Result<DemoOrder, ChangeRefusal>>
  /** The demo's mail gateway: nothing leaves, it lands on the mailbox page. */
  deliver(draft: MailDraft): Promise<DemoMail>
  /** Newest first. */
  mailbox(): Promise<DemoMail[]>
  /** What was set at runtime, or null: then the start-up settings hold. */
  weather(): Promise<Weather | null>
  setWeather(weather: Weather | null): Promise<void>
  /** Strangers' words where strangers write, for the red team. */
  plant(plant: Plant): Promise<void>
  planted(): Promise<PlantedPage[]>
}

/**
 * The world with everybody else kept out, for whoever lives in the same object (the plugin's stand-in). Functions
 * do not belong in RPC, so this is no verb of DemoWorld.
 */
export type WorldDesk = {
  now: number
  order(id: number): Promise<DemoOrder | null>
  /** Replaces the order of the same id. */
  save(order: DemoOrder): Promise<void>
  /** The first of `count` ids nobody else has. */
  freshIds(count: number): Promise<number>
  /** The visitor's own records, under a prefix of its choice. */
  read<T>(key: string): Promise<T | undefined>
  keep<T>(key: string, value: T): Promise<void>
}
export type WorldInside = DemoWorld & { alone<T>(act: (desk: WorldDesk) => Promise<T>): Promise<T> }

const MAILS_KEPT = 200
const MAIL_CHARS = 20_000

/** Everything happens one at a time, so that a read and the write that follows from it cannot be parted. */
function oneAtATime() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(act: () => Promise<T>): Promise<T> => {
    const mine = last.then(act, act)
    last = mine.catch(() => undefined)
    return mine
  }
}

type Deps = { now: Clock; chance: Pick<Chance, 'uuid'> }

/** Loads the shop, or founds it on the first call ever. */
function openShop(storage: WorldStorage, { now, chance }: Deps) {
  let kept: Shop | null = null
  return {
    async read(): Promise<Shop> {
      kept ??= (await storage.get<Shop>('shop')) ?? null
      if (kept) return kept
      kept = seedShop(now(), () => chance.uuid())
      await storage.put('shop', kept)
      return kept
    },
    /** Stored first, then believed: a failed write leaves what was. */
    async write(shop: Shop): Promise<void> {
      await storage.put('shop', shop)
      kept = shop
    },
  }
}

function deskOf(storage: WorldStorage, shop: ReturnType<typeof openShop>, now: number): WorldDesk {
  return {
    now,
    order: async (id) => (await shop.read()).orders.find((order) => order.id === id) ?? null,
    save: async (order) => {
      const before = await shop.read()
      await shop.write({ ...before, orders: before.orders.map((each) => (each.id === order.id ? order : each)) })
    },
    freshIds: async (count) => {
      const before = await shop.read()
      await shop.write({ ...before, nextId: before.nextId + count })
      return before.nextId
    },
    read: (key) => storage.get(`desk:${key}`),
    keep: (key, value) => storage.put(`desk:${key}`, value),
  }
}

type Decision<T> = Result<{ order: DemoOrder; made: T }, ChangeRefusal>
type Decide<T> = (order: DemoOrder, stamp: { now: number; id: number }) => Decision<T>

/** Two ids per change: one for what it makes, one for its note. An order that comes back as it went is not written. */
async function changeOrder<T>(desk: WorldDesk, orderId: number, decide: Decide<T>): Promise<Result<T, ChangeRefusal>> {
  const order = await desk.order(orderId)
  if (!order) return refuse({ reason: 'no_such_order' })
  const decided = decide(order, { now: desk.now, id: await desk.freshIds(2) })
  if (!decided.ok) return decided
  if (decided.value.order !== order) await desk.save(decided.value.order)
  return ok(decided.value.made)
}

const whole = (after: Result<DemoOrder, ChangeRefusal>): Decision<DemoOrder> =>
  after.ok ? ok({ order: after.value, made: after.value }) : after

function payBack(order: DemoOrder, ask: RefundAsk, stamp: { now: number; id: number }): Decision<Paid> {
  const before = refundOf(order, ask.key)
  if (before) return ok({ order, made: { refund: before, repeated: true } })
  const after = withRefund(order, ask, stamp)
  return after.ok ? ok({ order: after.value.order, made: { refund: after.value.refund, repeated: false } }) : after
}

export function openWorld(storage: WorldStorage, deps: Deps): WorldInside {
  const shop = openShop(storage, deps)
  const inTurn = oneAtATime()
  const alone: WorldInside['alone'] = (act) => inTurn(() => act(deskOf(storage, shop, deps.now())))
  const change = <T>(orderId: number, decide: Decide<T>) => alone((desk) => changeOrder(desk, orderId, decide))

  return {
    alone,
    bornAt: () => inTurn(async () => (await shop.read()).bornAt),
    customers: () => inTurn(async () => (await shop.read()).customers),
    orders: () => inTurn(async () => (await shop.read()).orders.toSorted((a, b) => b.createdAt - a.createdAt)),
    order: (id) => alone((desk) => desk.order(id)),
    refundOrder: (ask) => change(ask.orderId, (order, stamp) => payBack(order, ask, stamp)),
    cancelOrder: (ask) => change(ask.orderId, (order, stamp) => whole(withCancel(order, ask.reason, stamp))),
    changeAddress: (ask) => change(ask.orderId, (order, stamp) => whole(withAddress(order, ask.shipping, stamp))),
    setStatus: (ask) => change(ask.orderId, (order, stamp) => whole(withStatus(order, ask.status, stamp))),
    deliver: (draft) => inTurn(() => keepMail(storage, draft, deps.now())),
    mailbox: () => inTurn(() => readMails(storage)),
    weather: () => inTurn(async () => (await storage.get<Weather | null>('weather')) ?? null),
    setWeather: (weather) => inTurn(() => storage.put('weather', weather)),
    plant: (plant) => inTurn(async () => shop.write(withPlanted(await shop.read(), plant))),
    planted: () => inTurn(async () => (await shop.read()).planted ?? []),
  }
}

/** A ring of slots, one mail each: a Durable Object value holds 2 MB, and 200 long mails together would not fit in one. */
const slotOf = (id: number) => `mail:${id % MAILS_KEPT}`

async function keepMail(storage: WorldStorage, draft: MailDraft, at: number): Promise<DemoMail> {
  const mail: DemoMail = {
    id: ((await storage.get<number>('mails')) ?? 0) + 1,
    at,
    to: draft.to.slice(0, 254),
    subject: draft.subject.slice(0, 300),
    text: draft.text.slice(0, MAIL_CHARS),
    html: draft.html?.slice(0, MAIL_CHARS) ?? null,
  }
  await storage.put(slotOf(mail.id), mail)
  await storage.put('mails', mail.id)
  return mail
}

async function readMails(storage: WorldStorage): Promise<DemoMail[]> {
  const newest = (await storage.get<number>('mails')) ?? 0
  const ids = Array.from({ length: Math.min(newest, MAILS_KEPT) }, (_, index) => newest - index)
  const mails = await Promise.all(ids.map((id) => storage.get<DemoMail>(slotOf(id))))
  return mails.filter((mail) => mail !== undefined)
}
