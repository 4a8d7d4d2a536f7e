import type { OrderNumber } from '../../base/ids.ts'
import type { Intent } from '../../contracts/intent.ts'
import type { PlanAct, PlanAsk } from '../../contracts/plan.ts'
import type { ToolCall } from '../../contracts/tools.ts'
import { isStronglyAngry, wantsToComplain } from './cues/anger-cues.ts'
import { asksHowToReach, declinesPerson } from './cues/person-cues.ts'
import { foldText } from './classifier/read-tokens.ts'
import { continuesTalk, couldBeAboutShop, isAboutOwnOrder, meansManyOrders, pointsBack } from './cues/reference-cues.ts'
import { proposeWrite } from './propose-write.ts'

const QUERY_MAX_CHARS = 1_000
const CLEARLY_ELSEWHERE = 0.9

/** What the act is decided from: the message, its folded form, the order numbers in it, and who is asking. */
export type ActFacts = {
  message: string
  folded: string
  numbers: readonly OrderNumber[]
  intent: Intent
  confidence: number
  ask: Pick<PlanAsk, 'signedIn' | 'knownOrders'>
}

export const searchCall = (message: string): ToolCall => ({
  tool: 'kb_search',
  input: { query: message.trim().slice(0, QUERY_MAX_CHARS), top_k: 5 },
})
/** A message of at most this many words that goes on from the last one is searched together with it. */
const LEANING_WORDS = 6

/** What to look for: "and to Germany?" means nothing without the question before it. */
export function searchTextOf({ message, history }: Pick<PlanAsk, 'message' | 'history'>): string {
  const text = message.trim()
  const before = history.findLast((each) => each.role === 'shopper')?.text.trim()
  const leans = before && continuesTalk(foldText(text)) && text.split(/\s+/).length <= LEANING_WORDS
  return (leans ? `${before.slice(0, 300)} ${text}` : text).slice(0, QUERY_MAX_CHARS)
}

export const statusCall = (number: string): ToolCall => ({ tool: 'get_order_status', input: { order_id: number } })
const listCall: ToolCall = { tool: 'list_orders', input: {} }

const answer = (message: string): PlanAct => ({
  kind: 'answer_from_kb',
  query: message.trim().slice(0, QUERY_MAX_CHARS),
})
const callTools = (...calls: ToolCall[]): PlanAct => ({ kind: 'call_tools', calls })

/** "Where is it?" after one order was spoken of means that order; "my other orders" never does. */
function meantOrder({ folded, ask, numbers }: ActFacts): string | null {
  if (numbers[0]) return numbers[0]
  const [latest, ...others] = ask.knownOrders
  if (latest === undefined || meansManyOrders(folded)) return null
  return others.length === 0 || pointsBack(folded) ? latest : null
}

function actOnStatus(facts: ActFacts): PlanAct {
  if (facts.numbers.length > 0) return callTools(...facts.numbers.map(statusCall))
  const meant = meantOrder(facts)
  if (meant !== null) return callTools(statusCall(meant))
  return facts.ask.signedIn ? callTools(listCall) : { kind: 'ask', question: 'sign_in_or_number' }
}

/**
 * Refund, cancel, change of address. A demand for one order is proposed, here and nowhere else, and ends in a card.
 * Anything less concrete: read the order, and the rules beside it.
 */
function actOnWish(facts: ActFacts): PlanAct {
  const own = isAboutOwnOrder(facts.folded)
  const meant = facts.numbers.length > 0 || own || pointsBack(facts.folded) ? meantOrder(facts) : null
  if (meant !== null) {
    const { intent, message } = facts
    const proposed = proposeWrite({ intent, message, number: meant })
    // Two orders and one wish: nobody picks for the shopper.
    if (proposed && facts.numbers.length > 1) return { kind: 'ask', question: 'which_order' }
    return proposed ?? callTools(statusCall(meant), searchCall(message))
  }
  if (!own) return answer(facts.message)
  if (facts.ask.signedIn) return callTools(listCall, searchCall(facts.message))
  // A return begins with the rules, which anyone may read; stopping or moving an order begins with the order.
  return facts.intent === 'refund_return' ? answer(facts.message) : { kind: 'ask', question: 'sign_in_or_number' }
}

function actOnComplaint(facts: ActFacts): PlanAct {
  if (isStronglyAngry(facts.folded) || wantsToComplain(facts.folded)) return { kind: 'hand_over', reason: 'complaint' }
  const meant = meantOrder(facts)
  return meant === null ? answer(facts.message) : callTools(statusCall(meant), searchCall(facts.message))
}

/** No clear request for a person reached here: hours and numbers are on a page, and "no need for a person" is a no. */
function actOnPerson({ folded, message, confidence }: ActFacts): PlanAct {
  if (declinesPerson(folded)) return { kind: 'ask', question: 'what_about' }
  if (asksHowToReach(folded) || confidence < 0.6) return answer(message)
  return { kind: 'hand_over', reason: 'asked_for_person' }
}

/** From what is wanted to what is done. Total: every intent has its act, and none of them writes: a wish becomes a proposal. */
export function decideAct(facts: ActFacts): PlanAct {
  switch (facts.intent) {
    case 'order_status':
      return actOnStatus(facts)
    case 'refund_return':
    case 'cancel_order':
    case 'change_address':
      return actOnWish(facts)
    case 'complaint':
      return actOnComplaint(facts)
    case 'speak_to_human':
      return actOnPerson(facts)
    case 'howto_product':
    case 'policy_shipping_faq':
    case 'account':
      return answer(facts.message)
    case 'out_of_scope':
      // The shop's pages may still hold it, and then the search finds nothing and we say so. Only the plainly foreign is asked back.
      return facts.confidence >= CLEARLY_ELSEWHERE && !couldBeAboutShop(facts.folded)
        ? { kind: 'ask', question: 'what_about' }
        : answer(facts.message)
  }
}
