import { DurableObject } from 'cloudflare:workers'
import { openWorld } from '../../demo/world/open-world.ts'
import type { WorkerEnv } from '../../env.ts'
import { chance, clock } from '../platform.ts'

/** The embedded shop's state. Bound in the local environment only. */
export class DemoShopObject extends DurableObject<WorkerEnv> {
  readonly #world = openWorld(this.ctx.storage, { now: clock, chance })

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
  weather() {
    return this.#world.weather()
  }
  setWeather(weather: Parameters<ReturnType<typeof openWorld>['setWeather']>[0]) {
    return this.#world.setWeather(weather)
  }
}
