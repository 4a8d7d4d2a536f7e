import type { Check } from './checks/check.ts'

export const TOPICS = [
  'where_is_my_order',
  'refund',
  'change_address',
  'cancel',
  'policy',
  'howto',
  'follow_up',
  'language',
  'typos',
  'anger',
  'person',
  'injection',
  'privacy',
  'weather',
] as const
export type Topic = (typeof TOPICS)[number]

/** What a scenario cannot run without. A tool is there once the contracts name its arguments. */
export type Need =
  | 'issue_refund'
  | 'check_refund_policy'
  | 'change_shipping_address'
  | 'cancel_order'
  | 'verify_identity'

/** What the scripted model does in one scenario. Without one the Worker has no model at all. */
export type ModelScript = {
  /** The plan it replies with; a plan nobody scripted answers 500, so that rules plan alone. */
  plan?: Record<string, unknown> | string
  /** What it streams when asked to write. */
  says?: string
  fault?: 'http_500' | 'breaks_off' | 'hangs'
}

export type Turn = {
  say: string
  /** Set before the message is sent: the shop's API fails so, or an order moves. */
  weather?: string
  moveOrder?: { number: string; status: string }
  /** Another session of somebody else says this turn. */
  as?: string | null
  streaming?: boolean
  expect: Check[]
}

/**
 * One conversation and what must be true of it. Everything is data. Besides its own checks every scenario is held to the
 * standing ones (`checks/standing.ts`): the shop is unchanged, nobody else's facts are said, amounts are real.
 */
export type Scenario = {
  /** `topic-folder/claim-in-few-words`, unique. */
  id: string
  topic: Topic
  /** One line: which promise would be broken. */
  why: string
  /** A login of the demo shop, or null for a visitor. */
  as: string | null
  /** For simulated shoppers and for readers: what they want, hold and lack. */
  shopper?: { wants: string; knows?: string[]; doesNotKnow?: string[] }
  needs?: Need[]
  model?: ModelScript
  /** Orders the conversation may change; anything else changed is a failure. */
  mayChange?: string[]
  turns: Turn[]
}
