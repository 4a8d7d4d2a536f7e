/** Micro-dollars per million tokens, in and out. */
export type Price = { inputPerMillion: number; outputPerMillion: number }
export type PriceTable = {
  /** The day these were read from the vendors' price pages, ISO. A report says so beside every sum. */
  asOf: string
  models: Readonly<Record<string, Price>>
}

const usd = (input: number, output: number): Price => ({
  inputPerMillion: Math.round(input * 1_000_000),
  outputPerMillion: Math.round(output * 1_000_000),
})

/**
 * List prices as the authors knew them. A deployment overrides them: a model that is not listed costs 0 here and is
 * counted in tokens only, which the dashboard shows as "no price", never as free.
 */
export const DEFAULT_PRICES: PriceTable = {
  asOf: '2026-01-15',
  models: {
    'gpt-5': usd(1.25, 10),
    'gpt-5-mini': usd(0.25, 2),
    'gpt-5-nano': usd(0.05, 0.4),
    'gpt-4o-mini': usd(0.15, 0.6),
    'gpt-4o': usd(2.5, 10),
    'gpt-4.1-nano': usd(0.1, 0.4),
    'gpt-4.1-mini': usd(0.4, 1.6),
    'gpt-4.1': usd(2, 8),
    '@cf/meta/llama-3.1-8b-instruct-fp8-fast': usd(0.045, 0.384),
    '@cf/meta/llama-3.3-70b-instruct-fp8-fast': usd(0.293, 2.253),
  },
}

/** The list prices with a deployment's own over them. The date is the deployment's: it was looked at last. */
export function withPrices(
  table: PriceTable,
  own: { as_of: string; usd_per_million: Readonly<Record<string, readonly [number, number]>> } | undefined
): PriceTable {
  if (!own) return table
  const prices = Object.entries(own.usd_per_million).map(([model, [input, output]]) => [model, usd(input, output)])
  return { asOf: own.as_of, models: { ...table.models, ...(Object.fromEntries(prices) as PriceTable['models']) } }
}

/** Rounded up: a tenth of a micro-dollar is still a cost. */
export function costMicroUsd(table: PriceTable, model: string, inputTokens: number, outputTokens: number): number {
  const price = Object.hasOwn(table.models, model) ? table.models[model]! : null
  if (!price) return 0
  return Math.ceil((inputTokens * price.inputPerMillion + outputTokens * price.outputPerMillion) / 1_000_000)
}
