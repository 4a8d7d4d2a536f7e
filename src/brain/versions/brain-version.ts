import { DEFAULT_BUDGETS, type Budgets } from '../budgets/budget-table.ts'
import type { PROMPT_SETS } from '../prompts/prompt-sets.ts'

export type ModelSize = 'small' | 'large'

/** Who writes what. `names` are used where a deployment names no model of its own for that provider. */
export type ModelChoice = {
  plan: ModelSize
  shortAnswer: ModelSize
  longAnswer: ModelSize
  names: Readonly<Record<string, Readonly<Record<ModelSize, string>>>>
}

/**
 * A brain version: prompts, models, thresholds and budgets as one value that is never edited once it has answered a
 * shopper. A change is a new version beside the old one; a rollback is a flag.
 */
export type BrainVersion = {
  id: string
  prompts: keyof typeof PROMPT_SETS
  models: ModelChoice
  /** Under this, a search is taken to hold no answer and the shopper is told so. */
  answerableMin: number
  /** At this share of its words in a page, a sentence counts as taken from it. */
  supportMin: number
  /** Under this, a plan by rules asks the model, if there is one; out of scope, which has no end, under the second. */
  planSureMin: number
  planSureElsewhereMin: number
  temperature: number
  /** Whether a model may point at a page with a slot, which we write as a link. */
  pageLinks: boolean
  budgets: Budgets
}

const v1: BrainVersion = {
  id: 'v1',
  prompts: 'v1',
  models: {
    plan: 'small',
    shortAnswer: 'small',
    longAnswer: 'large',
    names: { primary: { small: 'gpt-5-mini', large: 'gpt-5' } },
  },
  answerableMin: 0.42,
  supportMin: 0.4,
  planSureMin: 0.92,
  planSureElsewhereMin: 0.98,
  temperature: 0.2,
  pageLinks: false,
  budgets: DEFAULT_BUDGETS,
}

/** The next one: its own words for the composing model, links by slot, no dice, and a shorter short answer. */
const v2: BrainVersion = {
  ...v1,
  id: 'v2',
  prompts: 'v2',
  temperature: 0,
  pageLinks: true,
  budgets: { ...DEFAULT_BUDGETS, shortAnswerTokens: 260 },
}

/** Oldest first. The last one proven is what everybody has; the one after it is what a canary tries. */
const IN_ORDER: readonly BrainVersion[] = [v1, v2].map(frozen)

export const BRAIN_VERSIONS: Readonly<Record<string, BrainVersion>> = Object.fromEntries(
  IN_ORDER.map((version) => [version.id, version])
)
export const PROVEN_VERSION: BrainVersion = BRAIN_VERSIONS['v1']!

/** The version after this one, or null when it is the newest. */
export const nextVersion = ({ id }: BrainVersion): BrainVersion | null =>
  IN_ORDER[IN_ORDER.findIndex((each) => each.id === id) + 1] ?? null

/** Immutable all the way down: one session must not be able to change another's brain. */
function frozen<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) frozen(part as object)
  return Object.freeze(value)
}
