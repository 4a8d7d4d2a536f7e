import type { Scenario } from '../scenario.ts'
import { changes } from './changes.ts'
import { hostile } from './hostile.ts'
import { orders } from './orders.ts'
import { pages } from './pages.ts'
import { readReviewed } from './reviewed.ts'
import { talking } from './talking.ts'

export const scenarios: Scenario[] = [...orders, ...changes, ...pages, ...talking, ...hostile, ...readReviewed()]

const EVERY_PUSH: ReadonlySet<string> = new Set(['injection', 'privacy'])

/** About twenty for every push: all that strangers could abuse, and the first of every other topic. */
export function smokeOf(given: Scenario[]): Scenario[] {
  return given.filter(
    (each) => EVERY_PUSH.has(each.topic) || given.find((other) => other.topic === each.topic) === each
  )
}
