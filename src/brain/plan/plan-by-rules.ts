import type { OrderNumber } from '../../base/ids.ts'
import type { Intent } from '../../contracts/intent.ts'
import type { Plan, PlanAct, PlanAsk, Question } from '../../contracts/plan.ts'
import { isStronglyAngry, wantsToComplain } from './cues/anger-cues.ts'
import { asksForPerson, asksWhatWeAre } from './cues/person-cues.ts'
import { continuesTalk, hasNoNumber, saysWhoTheyAre } from './cues/reference-cues.ts'
import { agrees, onlySaysYes, readSmallTalk } from './cues/small-talk.ts'
import { phrase } from '../phrases/phrase.ts'
import { readIntent, type IntentReading, type ReadIntent } from './classifier/read-intent.ts'
import { foldText } from './classifier/read-tokens.ts'
import { decideAct, searchTextOf } from './decide-act.ts'
import { findEmail, wantsCancelled, wantsMoneyBack, wantsMoved } from './cues/wish-cues.ts'
import { beginsAddress, findAddress } from './find-address.ts'
import { findOrderNumbers } from './find-order-numbers.ts'

export type RulesPlan = { plan: Plan; sure: boolean }

/** A brain version's own; these are what the measurements in the README were made with. */
export type SureFrom = {
  /** At this calibrated confidence a model call would change fewer than one plan in twelve. */
  planSureMin: number
  /** What lies outside is endless, and training has seen little of it: a model may still recognise a product we did not. */
  planSureElsewhereMin: number
}
export const SURE_FROM: SureFrom = { planSureMin: 0.92, planSureElsewhereMin: 0.98 }
const LEANS_BELOW = 0.7
/** What may be wanted of an order that was named. */
const ABOUT_AN_ORDER: readonly Intent[] = [
  'order_status',
  'refund_return',
  'cancel_order',
  'change_address',
  'complaint',
]
const AROUND_A_NUMBER =
  /\b(order|orders|number|no|nr|id|its|it's|it|is|the|my|this|that|one|here|yes|yeah|ok|sure|please|and|what about|how about|for|bestellung|bestellnummer|nummer|meine|die|das|ist|lautet|ja|hier|bitte|und|was|mit|commande|numero|ma|la|le|c'est|est|oui|et|voici|pedido|mi|el|es|si|y|de)\b|注文番号|注文|番号|番|です|は|の|はい|と/g
const ASKS_FOR_ORDER: readonly (Question | null)[] = ['which_order', 'sign_in_or_number']

const planOf = (intent: Intent, confidence: number, act: PlanAct): Plan => ({ intent, confidence, by: 'rules', act })
const ask = (question: Question): PlanAct => ({ kind: 'ask', question })
const handOver = (reason: 'asked_for_person' | 'complaint' | 'not_sure'): PlanAct => ({ kind: 'hand_over', reason })

/** Rules that need no reading of intent, surest first. */
function planAtOnce(asked: PlanAsk, folded: string, read: ReadIntent): RulesPlan | null {
  if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(folded)) {
    return { plan: planOf('out_of_scope', 0.9, ask('rephrase')), sure: true }
  }
  if (asksForPerson(folded)) {
    return { plan: planOf('speak_to_human', 0.97, handOver('asked_for_person')), sure: true }
  }
  if (agrees(folded) && wasOfferedPerson(asked)) {
    return { plan: planOf('speak_to_human', 0.97, handOver('asked_for_person')), sure: true }
  }
  if (onlySaysYes(folded) && asked.openQuestion === null) {
    return { plan: planOf('out_of_scope', 0.6, ask('what_about')), sure: true }
  }
  if (asksWhatWeAre(folded)) return { plan: planOf('speak_to_human', 0.6, ask('greeting')), sure: true }
  const talk = readSmallTalk(folded)
  if (talk === 'vague') return { plan: planOf(read(asked.message).intent, 0.5, ask('what_about')), sure: true }
  if (talk === 'thanks') return { plan: planOf('out_of_scope', 0.9, ask('anything_else')), sure: true }
  if (talk === 'greeting') return { plan: planOf('out_of_scope', 0.9, ask('greeting')), sure: true }
  return null
}

/** "Would you like to talk to a person?" stood at the end of what we said last, so a yes is a yes to that. */
const wasOfferedPerson = ({ history, locale }: PlanAsk): boolean => {
  const last = history.at(-1)
  return last?.role === 'assistant' && last.text.trimEnd().endsWith(phrase('offer_person', locale))
}

const lastShopperText = ({ history }: PlanAsk): string | null =>
  history.findLast((each) => each.role === 'shopper')?.text ?? null

/** A short or leaning message is read again with the one before it; the surer reading counts. */
function readInContext(asked: PlanAsk, folded: string, read: ReadIntent): IntentReading {
  const alone = read(asked.message)
  const before = lastShopperText(asked)
  if (before === null || !(continuesTalk(folded) || alone.confidence < LEANS_BELOW)) return alone
  const together = read(`${before.slice(0, 300)}\n${asked.message}`)
  return together.confidence > alone.confidence ? together : alone
}

/** Nothing but the number and the words around one: "it is order 1042", "and 1043?", "注文番号は1042です". */
function isOnlyNumber(folded: string, numbers: readonly OrderNumber[]): boolean {
  const rest = numbers.reduce((text, number) => text.replaceAll(number.toLowerCase(), ' '), folded)
  return rest.replace(AROUND_A_NUMBER, '').replace(/[^\p{L}\p{N}]/gu, '') === ''
}

/** The answer to "which order?" keeps the wish that led to the question. */
function planForNumber(asked: PlanAsk, folded: string, numbers: OrderNumber[], read: ReadIntent): RulesPlan {
  const onlyNumber = isOnlyNumber(folded, numbers)
  const before = onlyNumber ? lastShopperText(asked) : null
  const angry = isStronglyAngry(folded) || wantsToComplain(folded)
  const { intent, confidence } = angry
    ? { intent: 'complaint' as const, confidence: 0.95 }
    : onlyNumber && before === null
      ? { intent: 'order_status' as const, confidence: 0.95 }
      : readAboutOrder(before === null ? asked.message : before.slice(0, 300), read)
  const act = decideAct({ message: before ?? asked.message, folded, numbers, intent, confidence, ask: asked })
  return { plan: planOf(intent, confidence, act), sure: true }
}

/** A demand in plain words leaves nothing else to weigh; "cancel it and refund me" is two, and the classifier chooses. */
function demandsIn(text: string): readonly Intent[] {
  const folded = foldText(text)
  const demands = [
    ...(wantsMoneyBack(folded) ? (['refund_return'] as const) : []),
    ...(wantsCancelled(folded) ? (['cancel_order'] as const) : []),
    ...(wantsMoved(folded) && findAddress(text) ? (['change_address'] as const) : []),
  ]
  return demands.length > 0 ? demands : ABOUT_AN_ORDER
}

/** With an order named, only the wishes one can have of an order are weighed, against each other. */
function readAboutOrder(text: string, read: ReadIntent): Pick<Plan, 'intent' | 'confidence'> {
  const { intent: first, confidence, scores } = read(text)
  const among = demandsIn(text)
  const intent = among.reduce((best, each) => (scores.get(each)! > scores.get(best)! ? each : best))
  return { intent, confidence: first === intent ? confidence : 0.6 }
}

/**
 * We asked for an order and got neither number nor a new subject. A name or an e-mail in a message proves nothing, so
 * we ask again; with no number to be had, a person can find the order.
 */
function planForNoNumber(asked: PlanAsk, folded: string): RulesPlan | null {
  const [saysWho, isLost] = [saysWhoTheyAre(folded), hasNoNumber(folded)]
  if (!ASKS_FOR_ORDER.includes(asked.openQuestion) || !(saysWho || isLost) || folded.length > 120) return null
  const list: PlanAct = { kind: 'call_tools', calls: [{ tool: 'list_orders', input: {} }] }
  const act = asked.signedIn ? list : isLost ? handOver('not_sure') : ask('sign_in_or_number')
  return { plan: planOf('order_status', 0.8, act), sure: true }
}

/**
 * We asked whose order it is, and got an address; or a visitor names a guest order and its address at once. A code goes
 * to the order's own address, whatever was written here.
 */
function planForEmail(asked: PlanAsk, numbers: OrderNumber[], read: ReadIntent): RulesPlan | null {
  const isTold = asked.openQuestion === 'which_email' || (!asked.signedIn && numbers.length === 1)
  const email = isTold ? findEmail(asked.message) : null
  const number = numbers[0] ?? asked.orderToProve
  if (email === null || !number) return null
  const { intent } = readAboutOrder((lastShopperText(asked) ?? asked.message).slice(0, 300), read)
  const act: PlanAct = { kind: 'propose', call: { tool: 'verify_identity', input: { order_id: number, email } } }
  return { plan: planOf(intent, 0.95, act), sure: true }
}

/**
 * We asked where an order should go. Its number is the one the question was about, never one out of the address; what
 * is no address is read as any other message.
 */
function planForAddress(asked: PlanAsk): RulesPlan | null {
  const number = asked.orderToProve
  if (asked.openQuestion !== 'which_address' || !number) return null
  const address = findAddress(asked.message)
  // Half of one is asked for again, whole.
  if (!address && !beginsAddress(asked.message)) return null
  const act: PlanAct = {
    kind: 'propose',
    call: { tool: 'change_shipping_address', input: { order_id: number, ...(address ? { address } : {}) } },
  }
  return { plan: planOf('change_address', 0.95, act), sure: true }
}

/**
 * The plan without a model: pure, well under a millisecond. `sure` says a model would add nothing.
 * Wrong plans fail soft: every act here reads, asks, calls a person, or ends in a card.
 */
export function planByRules(asked: PlanAsk, read: ReadIntent = readIntent, sureFrom: SureFrom = SURE_FROM): RulesPlan {
  const folded = foldText(asked.message)
  const atOnce = planAtOnce(asked, folded, read)
  if (atOnce) return atOnce
  const moving = planForAddress(asked)
  if (moving) return moving
  const numbers = findOrderNumbers(asked.message, asked.knownOrders)
  const proving = planForEmail(asked, numbers, read)
  if (proving) return proving
  if (numbers.length > 0) return planForNumber(asked, folded, numbers, read)
  const noNumber = planForNoNumber(asked, folded)
  if (noNumber) return noNumber
  const reading = readInContext(asked, folded, read)
  // Somebody this angry is not sent a page, whatever it was about; a stolen suitcase is not ours to be angry about.
  const angry = isStronglyAngry(folded) && reading.intent !== 'out_of_scope'
  const { intent, confidence } = angry ? { intent: 'complaint' as const, confidence: 0.9 } : reading
  const decided = decideAct({ message: asked.message, folded, numbers, intent, confidence, ask: asked })
  const act = decided.kind === 'answer_from_kb' ? { ...decided, query: searchTextOf(asked) } : decided
  return {
    plan: planOf(intent, confidence, act),
    sure: confidence >= (intent === 'out_of_scope' ? sureFrom.planSureElsewhereMin : sureFrom.planSureMin),
  }
}
