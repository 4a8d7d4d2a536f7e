export const SECOND_MS = 1_000
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

/** Milliseconds since the epoch. Passed in everywhere below wiring; nobody there reads a clock. */
export type Clock = () => number
/** Fresh unguessable ids and random numbers, passed in for the same reason. */
export type Chance = { uuid(): string; random(): number }
