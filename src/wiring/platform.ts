import type { Chance, Clock } from '../base/time.ts'

/** The platform's clock and chance: read here, passed in everywhere else. */
export const clock: Clock = () => Date.now()
export const chance: Chance = { uuid: () => crypto.randomUUID(), random: () => Math.random() }
