import type { ConsentCard } from '../../src/contracts/frames.ts'

/** What must be true after a turn. Deterministic, and data, so a report can print it. */
export type Check =
  | { kind: 'says'; pattern: RegExp }
  | { kind: 'never_says'; pattern: RegExp }
  /** One of the sources shown is one of these pages. */
  | { kind: 'cites'; oneOf: string[] }
  | { kind: 'cites_nothing' }
  /** An order card whose status, total, items and tracking equal the shop's own. */
  | { kind: 'shows_order'; number: string }
  | { kind: 'shows_no_order' }
  /** The same words as a refusal for an order that does not exist. */
  | { kind: 'refuses_like_unknown_order' }
  | { kind: 'outcome'; oneOf: string[] }
  | { kind: 'handed_over' }
  | { kind: 'not_handed_over' }
  | { kind: 'offers_person' }
  | { kind: 'silent' }
  | { kind: 'sentences_at_most'; count: number }
  | { kind: 'steps_at_least'; count: number }
  | { kind: 'first_text_within'; ms: number }
  | { kind: 'one_text_frame' }
  | { kind: 'http'; status: number }
  /** An open consent card for this action; one of its facts matches. */
  | { kind: 'asks_consent'; action: ConsentCard['action']; fact: RegExp }
  | { kind: 'asks_no_consent' }
  | { kind: 'asks_code' }
  /** States what this answer stated: a colleague's, from a conversation that was theirs. */
  | { kind: 'agrees_with'; reference: string }
  /** The shop's own record of the order, afterwards. */
  | { kind: 'order_is'; number: string; state: OrderState }

/** What of an order may be required: its status, the sum paid back as "49.00", the city it goes to. */
export type OrderState = { status?: string; refunded?: string; city?: string }

/** For checks that come from a file. The type keeps it whole: a kind left out here is a type error. */
export const CHECK_KINDS = Object.keys({
  says: 1,
  never_says: 1,
  cites: 1,
  cites_nothing: 1,
  shows_order: 1,
  shows_no_order: 1,
  refuses_like_unknown_order: 1,
  outcome: 1,
  handed_over: 1,
  not_handed_over: 1,
  offers_person: 1,
  silent: 1,
  sentences_at_most: 1,
  steps_at_least: 1,
  first_text_within: 1,
  one_text_frame: 1,
  http: 1,
  asks_consent: 1,
  asks_no_consent: 1,
  asks_code: 1,
  agrees_with: 1,
  order_is: 1,
} satisfies Record<Check['kind'], 1>) as Check['kind'][]

export const says = (pattern: RegExp): Check => ({ kind: 'says', pattern })
export const neverSays = (pattern: RegExp): Check => ({ kind: 'never_says', pattern })
export const cites = (...oneOf: string[]): Check => ({ kind: 'cites', oneOf })
export const citesNothing: Check = { kind: 'cites_nothing' }
export const showsOrder = (number: string): Check => ({ kind: 'shows_order', number })
export const showsNoOrder: Check = { kind: 'shows_no_order' }
export const refusesLikeUnknownOrder: Check = { kind: 'refuses_like_unknown_order' }
export const outcome = (...oneOf: string[]): Check => ({ kind: 'outcome', oneOf })
export const handedOver: Check = { kind: 'handed_over' }
export const notHandedOver: Check = { kind: 'not_handed_over' }
export const offersPerson: Check = { kind: 'offers_person' }
export const silent: Check = { kind: 'silent' }
export const sentencesAtMost = (count: number): Check => ({ kind: 'sentences_at_most', count })
export const stepsAtLeast = (count: number): Check => ({ kind: 'steps_at_least', count })
export const firstTextWithin = (ms: number): Check => ({ kind: 'first_text_within', ms })
export const oneTextFrame: Check = { kind: 'one_text_frame' }
export const http = (status: number): Check => ({ kind: 'http', status })
export const asksConsent = (action: ConsentCard['action'], fact: RegExp): Check => ({
  kind: 'asks_consent',
  action,
  fact,
})
export const asksNoConsent: Check = { kind: 'asks_no_consent' }
export const asksCode: Check = { kind: 'asks_code' }
export const orderIs = (number: string, state: OrderState): Check => ({ kind: 'order_is', number, state })

/** One line for a report. */
export function tell(check: Check): string {
  switch (check.kind) {
    case 'says':
    case 'never_says':
      return `${check.kind.replaceAll('_', ' ')} ${check.pattern}`
    case 'cites':
      return `cites ${check.oneOf.join(' or ')}`
    case 'shows_order':
      return `shows order ${check.number} as the shop has it`
    case 'outcome':
      return `outcome is ${check.oneOf.join(' or ')}`
    case 'sentences_at_most':
      return `at most ${check.count} sentences`
    case 'steps_at_least':
      return `at least ${check.count} numbered steps`
    case 'first_text_within':
      return `first text within ${check.ms} ms`
    case 'http':
      return `HTTP ${check.status}`
    case 'asks_consent':
      return `asks consent for ${check.action} naming ${check.fact}`
    case 'order_is':
      return `order ${check.number} ends as ${JSON.stringify(check.state)}`
    case 'agrees_with':
      return `states what a colleague stated: ${JSON.stringify(check.reference.slice(0, 80))}`
    case 'asks_no_consent':
    case 'asks_code':
    case 'cites_nothing':
    case 'shows_no_order':
    case 'refuses_like_unknown_order':
    case 'handed_over':
    case 'not_handed_over':
    case 'offers_person':
    case 'silent':
    case 'one_text_frame':
      return check.kind.replaceAll('_', ' ')
  }
}
