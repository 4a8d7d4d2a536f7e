import type { CallKey } from '../../base/signed-call/scheme.ts'

/** What a shop owner sets in the plugin. The embedded shop's own policy, apart from the edge's. */
export type PluginSettings = {
  /** Keys that sign calls, one or two live. */
  callKeys: readonly CallKey[]
  /** Keys that sign approval tokens; never the same as above. */
  approvalKeys: readonly CallKey[]
  shopUrl: string
  writesEnabled: boolean
  refundsEnabled: boolean
  windowDays: number
  softLimitMinor: number
  ceilingMinor: number
}

export const DEMO_POLICY = {
  writesEnabled: true,
  refundsEnabled: true,
  windowDays: 30,
  softLimitMinor: 5_000,
  ceilingMinor: 50_000,
} as const
