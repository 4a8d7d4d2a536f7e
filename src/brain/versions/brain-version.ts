import { DEFAULT_BUDGETS, type Budgets } from '../budgets/budget-table.ts'

/**
 * A brain version: prompts, thresholds and budgets as one value that is never edited once it has answered a shopper.
 * A change is a new version beside the old one; a rollback is a flag.
 */
export type BrainVersion = {
  id: string
  prompts: 'v1'
  /** Under this, a search is taken to hold no answer and the shopper is told so. */
  answerableMin: number
  /** Under this, a plan by rules asks the model, if there is one. */
  planSureMin: number
  temperature: number
  budgets: Budgets
}

const v1: BrainVersion = {
  id: 'v1',
  prompts: 'v1',
  answerableMin: 0.42,
  planSureMin: 0.8,
  temperature: 0.2,
  budgets: DEFAULT_BUDGETS,
}

export const BRAIN_VERSIONS: Readonly<Record<string, BrainVersion>> = { v1 }
export const PROVEN_VERSION = v1
