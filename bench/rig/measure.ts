export type Spread = { p50: number; p95: number; p99: number; n: number }

export function spread(values: number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN)
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), n: sorted.length }
}
export const round = (value: number): number => Math.round(value * 100) / 100

/** Runs `once(n)` for n = 0, 1, …, `atOnce` at a time, `total` in all. */
export async function inParallel(
  total: number,
  atOnce: number,
  once: (n: number, lane: number) => Promise<void>
): Promise<void> {
  let next = 0
  const lane = async (number: number) => {
    for (let n = next++; n < total; n = next++) await once(n, number)
  }
  await Promise.all(Array.from({ length: atOnce }, (_, number) => lane(number)))
}
