import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { REVIEWED, type AwaitingScenario } from '../awaiting.ts'
import { CHECK_KINDS, type Check } from '../checks/check.ts'
import type { Scenario } from '../scenario.ts'

/** Scenarios that came from conversations, drafts or the red team and that somebody has looked at. */
export function readReviewed(folder = REVIEWED): Scenario[] {
  if (!existsSync(folder)) return []
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return names.map((name) => reviewedOf(JSON.parse(readFileSync(join(folder, name), 'utf8')) as AwaitingScenario))
}

/** From its file. A scenario without a reason, or with nothing that must be true, was not reviewed. */
export function reviewedOf({ id, topic, why, as, turns }: AwaitingScenario): Scenario {
  if (why.length < 15) throw new Error(`${id} does not say why`)
  if (turns.every((turn) => turn.expect.length === 0)) throw new Error(`${id} expects nothing`)
  return {
    id,
    topic,
    why,
    as,
    turns: turns.map(({ say, expect }) => ({ say, expect: expect.map((each) => checkOf(id, each)) })),
  }
}

function checkOf(id: string, given: Record<string, unknown>): Check {
  if (!CHECK_KINDS.includes(given['kind'] as Check['kind'])) throw new Error(`${id} has a check of no kind we know`)
  const patterns = Object.fromEntries(
    ['pattern', 'fact'].flatMap((key) => (typeof given[key] === 'string' ? [[key, new RegExp(given[key], 'i')]] : []))
  )
  // Its kind is one of ours; a field that is missing shows when it is judged.
  return { ...given, ...patterns } as Check
}
