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

/** What the scripted model does in one scenario. Without one the Worker has no model at all. */
export type ModelScript = {
  /** The plan it replies with; a plan nobody scripted answers 500, so that rules plan alone. */
  plan?: Record<string, unknown> | string
  /** What it streams when asked to write. */
  says?: string
  fault?: 'http_500' | 'breaks_off' | 'hangs'
}

type Around = {
  /** Set before the act: the shop's API fails so, or an order moves. */
  weather?: string
  moveOrder?: { number: string; status: string }
  /** Another session of somebody else does this. */
  as?: string | null
  expect: Check[]
}
/** What a shopper does: writes, clicks the newest card, or types the code that was mailed. */
export type Act =
  | { say: string; streaming?: boolean }
  | { click: 'accept' | 'decline' }
  | { types: 'the_code' | 'a_wrong_code' }
export type Turn = Around & Act

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
  model?: ModelScript
  /** Orders the conversation may change; anything else changed is a failure. */
  mayChange?: string[]
  /** Guest orders whose owner the shopper turns out to be, by a mailed code. */
  proves?: string[]
  turns: Turn[]
}

/** An act in the words of a transcript. */
export function wordsOf(act: Act): string {
  if ('say' in act) return act.say
  return 'click' in act ? `[clicks: ${act.click}]` : `[types ${act.types.replaceAll('_', ' ')}]`
}
