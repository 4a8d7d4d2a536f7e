import {
  openDemoPlugin,
  type DemoPlugin,
  type PluginAnswer,
  type PluginAsk,
} from '../../src/demo/plugin/open-plugin.ts'
import { memoryStorage } from '../../src/demo/testing/memory-storage.ts'
import { openWorld, type DemoWorld, type WorldStorage } from '../../src/demo/world/open-world.ts'
import { pluginSettings } from '../../src/hands/testing/write-rig.ts'
import type { Faults } from './faults.ts'
import type { Stage } from './stage.ts'

export type ShopSide = { world: DemoWorld; fetch: typeof fetch; deliverLate(): void }
type Deps = { stage: Stage; faults: Faults; now: () => number; uuid: () => string; isBroken: boolean }

/** The shop's process with its stand-in plugin, behind a network that loses, delays and repeats. */
export function openShopSide({ stage, faults, now, uuid, isBroken }: Deps): ShopSide {
  const storage = memoryStorage()
  const world = openWorld(storage, { now, chance: { uuid } })
  let [generation, requests] = [0, 0]
  const late: (() => void)[] = []
  let crashed: (() => void)[] = []

  const start = (): DemoPlugin =>
    openDemoPlugin({
      storage: isBroken ? forgetful(storage) : pausing(storage, stage),
      world: isBroken ? careless(world) : world,
      settings: pluginSettings,
      now,
      async step(name) {
        await stage.point(`shop ${name}`)
        if (faults.strikes('shop killed')) crash()
      },
    })
  let plugin = start()

  /** Every request in hand dies with the process; what storage has, the next process finds. */
  function crash(): void {
    stage.kill(`shop ${generation++}`)
    for (const tell of crashed) tell()
    crashed = []
    plugin = start()
  }

  const serve = (ask: PluginAsk): Promise<PluginAnswer> =>
    new Promise((resolve, reject) => {
      crashed.push(() => reject(new TypeError('connection reset')))
      const name = `request ${++requests}`
      stage.spawn(name, `shop ${generation}`, async () => {
        await stage.point('arrived')
        try {
          resolve(await plugin.call(ask))
        } catch (error) {
          reject(error as Error)
        }
      })
    })

  async function exchange(ask: PluginAsk): Promise<PluginAnswer> {
    await stage.point('request')
    if (faults.strikes('request lost')) throw new TypeError('timed out')
    if (faults.strikes('request delayed')) {
      late.push(() => void serve(ask).catch(() => undefined))
      throw new TypeError('timed out')
    }
    if (faults.strikes('request repeated')) void serve(ask).catch(() => undefined)
    const answer = await serve(ask)
    await stage.point('response')
    if (faults.strikes('response lost')) throw new TypeError('connection reset')
    return faults.strikes('answer unsigned') ? { ...answer, headers: {} } : answer
  }

  return {
    world,
    fetch: (async (input: string, init: RequestInit) => {
      const path = new URL(input).pathname.replace(/^\/wp-json/, '')
      const headers = Object.entries(init.headers as Record<string, string>)
      const answer = await exchange({ method: init.method ?? 'GET', path, body: (init.body as string) ?? '', headers })
      const { status, body, headers: answered } = answer
      // Not a Response: its streams would move on ticks of their own, and a run would not repeat.
      return { status, headers: new Headers(answered), text: async () => body }
    }) as unknown as typeof fetch,
    deliverLate() {
      for (const deliver of late.splice(0)) deliver()
    },
  }
}

/** A crash may fall between any two of the plugin's own writes. */
const pausing = (storage: WorldStorage, stage: Stage): WorldStorage => ({
  async get<T>(key: string) {
    await stage.point(`read ${key.split(':')[1] ?? key}`)
    return storage.get<T>(key)
  },
  async put(key, value) {
    await stage.point(`write ${key.split(':')[1] ?? key}`)
    await storage.put(key, value)
  },
})

/** The broken build: the plugin's claim is never found, so it stops nothing. */
const forgetful = (storage: WorldStorage): WorldStorage => ({
  get: async <T>(key: string) => (key.startsWith('plugin:write:') ? undefined : storage.get<T>(key)),
  put: (key, value) => storage.put(key, value),
})

let paid = 0
/** The broken build: no refund looks like another, and the order is shown as it was before any. */
const careless = (world: DemoWorld): DemoWorld => ({
  ...world,
  refundOrder: (ask) => world.refundOrder({ ...ask, key: `${ask.key}#${++paid}` }),
  async order(id) {
    const order = await world.order(id)
    return order && { ...order, refunds: [] }
  },
})
