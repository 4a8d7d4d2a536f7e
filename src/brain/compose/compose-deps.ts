import type { Wrap } from '../../base/resilience/wrap.ts'
import type { Timers } from '../../base/resilience/timers.ts'
import type { Clock } from '../../base/time.ts'
import type { ModelPort } from '../../contracts/model.ts'
import type { PriceTable } from '../budgets/price-table.ts'
import type { BrainVersion } from '../versions/brain-version.ts'

/** Providers in the order they are tried. Both empty means no model at all: rules and quotations. */
export type ModelChains = { small: ModelPort[]; large: ModelPort[] }

export type ComposeDeps = {
  version: BrainVersion
  models: ModelChains
  /** The breaker of one provider. Absent means none. */
  breakerOf?: (model: ModelPort) => Wrap
  /** A keyed hash of the session, for the provider's own log. */
  sessionHash?: string
  /** Reads again, before it is shown, what may be a claim and what the rules let pass. Null or absent: the rules alone. */
  claimReader?: ModelPort | null
  prices: PriceTable
  now: Clock
  /** The platform's own when absent. */
  timers?: Timers
  /** True for the shop's own hosts. Nothing else is ever linked. */
  isAllowedLink: (url: string) => boolean
}
