import { DurableObject } from 'cloudflare:workers'
import { openDemoPlugin, type PluginAsk } from '../../demo/plugin/open-plugin.ts'
import { DEMO_POLICY } from '../../demo/plugin/settings.ts'
import { openWorld } from '../../demo/world/open-world.ts'
import { readSettings, type WorkerEnv } from '../../env.ts'
import { demoKeys } from '../demo/demo-keys.ts'
import { chance, clock } from '../platform.ts'

/** The embedded shop's state. Bound in the local environment only. */
export class DemoShopObject extends DurableObject<WorkerEnv> {
  readonly #world = openWorld(this.ctx.storage, { now: clock, chance })

  readonly #plugin = openDemoPlugin({
    storage: this.ctx.storage,
    world: this.#world,
    settings: pluginSettings(this.env),
    now: clock,
  })

  callPlugin(ask: PluginAsk) {
    return this.#plugin.call(ask)
  }
  bornAt() {
    return this.#world.bornAt()
  }
  customers() {
    return this.#world.customers()
  }
  orders() {
    return this.#world.orders()
  }
  order(id: number) {
    return this.#world.order(id)
  }
  refundOrder(ask: Parameters<ReturnType<typeof openWorld>['refundOrder']>[0]) {
    return this.#world.refundOrder(ask)
  }
  cancelOrder(ask: { orderId: number; reason: string }) {
    return this.#world.cancelOrder(ask)
  }
  changeAddress(ask: Parameters<ReturnType<typeof openWorld>['changeAddress']>[0]) {
    return this.#world.changeAddress(ask)
  }
  setStatus(ask: Parameters<ReturnType<typeof openWorld>['setStatus']>[0]) {
    return this.#world.setStatus(ask)
  }
  deliver(draft: Parameters<ReturnType<typeof openWorld>['deliver']>[0]) {
    return this.#world.deliver(draft)
  }
  mailbox() {
    return this.#world.mailbox()
  }
  plant(plant: Parameters<ReturnType<typeof openWorld>['plant']>[0]) {
    return this.#world.plant(plant)
  }
  planted() {
    return this.#world.planted()
  }
  weather() {
    return this.#world.weather()
  }
  setWeather(weather: Parameters<ReturnType<typeof openWorld>['setWeather']>[0]) {
    return this.#world.setWeather(weather)
  }
}

const named = (keys: Record<string, string>) => Object.entries(keys).map(([id, secret]) => ({ id, secret }))

function pluginSettings(env: WorkerEnv) {
  const settings = readSettings(env)
  const { calls, approvals } = demoKeys(settings)
  return { ...DEMO_POLICY, callKeys: named(calls), approvalKeys: named(approvals), shopUrl: settings.SHOP_URL }
}
