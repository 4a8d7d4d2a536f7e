import type { ProviderHealth } from '../../contracts/metrics.ts'
import type { ProviderRecord } from './decide-shift.ts'
import type { ProviderWeights } from './order-providers.ts'

/**
 * One record a provider, made from what was kept by intent. Only intents that every provider of the comparison has
 * answered count: a provider that got the hard questions alone must not look the worse for it.
 */
export function readRecords(health: readonly ProviderHealth[], providers: readonly string[]): ProviderRecord[] {
  const known = health.filter(({ provider, calls }) => providers.includes(provider) && calls > 0)
  const compared = new Set(known.map(({ provider }) => provider))
  const byIntent = Map.groupBy(known, ({ intent }) => intent)
  const shared = known.filter(({ intent }) => byIntent.get(intent)!.length === compared.size)
  return [...Map.groupBy(shared, ({ provider }) => provider)].map(([provider, rows]) => {
    const asked = rows.reduce((sum, { calls }) => sum + calls, 0)
    const weighed = (of: (row: ProviderHealth) => number) =>
      Math.round(rows.reduce((sum, row) => sum + of(row) * row.calls, 0) / asked)
    const succeeded = rows.reduce((sum, { calls, failures }) => sum + calls - failures, 0)
    return {
      provider,
      asked,
      succeeded,
      latencyP50Ms: weighed((row) => row.p50Ms),
      costMicroUsd: weighed((row) => row.costMicroUsd),
    }
  })
}

/** Where no weights are set, the first link has all sessions and the others catch what falls. */
export function weightsOf(providers: readonly string[], set: ProviderWeights): ProviderWeights {
  const total = providers.reduce((sum, name) => sum + (Object.hasOwn(set, name) ? set[name]! : 0), 0)
  return Object.fromEntries(
    providers.map((name, at) => [name, total > 0 ? (Object.hasOwn(set, name) ? set[name]! : 0) : at === 0 ? 100 : 0])
  )
}
