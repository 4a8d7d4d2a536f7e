import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Topic } from './scenario.ts'

/** Scenarios nobody has looked at yet. They are played by nobody until they are moved to `reviewed/`. */
export const AWAITING = join(import.meta.dirname, 'awaiting')
export const REVIEWED = join(import.meta.dirname, 'reviewed')

export type AwaitingTurn = {
  say: string
  /** What was answered then, by whom. A person's answer is what a draft is held to. */
  reference?: { by: 'person' | 'assistant'; text: string }
  /** Checks as data (`checks/check.ts`), patterns as text. The reviewer decides what must be true. */
  expect: Record<string, unknown>[]
}
export type AwaitingScenario = {
  id: string
  state: 'awaiting_review'
  topic: Topic
  why: string
  as: string | null
  turns: AwaitingTurn[]
  /** For the reviewer: where it comes from and what was found. */
  found?: unknown
}

const fileOf = (id: string) => `${id.replace(/[^\w-]+/g, '-')}.json`

/** True when it is new: what waits already, or was reviewed, is left as it is. */
export function putAwaiting(scenario: AwaitingScenario, folders = { awaiting: AWAITING, reviewed: REVIEWED }): boolean {
  const name = fileOf(scenario.id)
  if ([folders.awaiting, folders.reviewed].some((folder) => existsSync(join(folder, name)))) return false
  mkdirSync(folders.awaiting, { recursive: true })
  writeFileSync(join(folders.awaiting, name), `${JSON.stringify(scenario, null, 2)}\n`)
  return true
}
