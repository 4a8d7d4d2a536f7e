import { ok, refuse, type Result } from '../../base/result.ts'
import { planReplySchema, type Plan, type PlanAct, type PlanAsk, type PlanReply } from '../../contracts/plan.ts'
import { foldText } from './classifier/read-tokens.ts'
import { asksForPerson } from './cues/person-cues.ts'
import { isStronglyAngry, wantsToComplain } from './cues/anger-cues.ts'
import { searchCall, statusCall } from './decide-act.ts'

export type ReplyRefusal = { reason: 'not_a_plan' } | { reason: 'foreign_order' } | { reason: 'not_allowed' }

/** A model is at most this sure: its own number is a wish, not a measurement. */
const MOST_CONFIDENT = 0.9
const WANTS_RULES_TOO = new Set(['refund_return', 'cancel_order', 'change_address', 'complaint'])

/**
 * An order number from a model counts only if this conversation spoke of it: a shopper's own words, or an order the
 * session already showed. What the assistant or a page wrote does not make a number ours.
 */
function isTheirs(orderId: string, ask: PlanAsk): boolean {
  const wanted = orderId.toLowerCase()
  if (ask.knownOrders.some((known) => known.toLowerCase() === wanted)) return true
  const said = [ask.message, ...ask.history.filter(({ role }) => role === 'shopper').map(({ text }) => text)]
  return said.some((text) => holdsWhole(text.normalize('NFKC').toLowerCase(), wanted))
}

/** `42` is not in `1042`: the neighbours of a match may not carry it on. */
function holdsWhole(text: string, wanted: string): boolean {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const around = (text[at - 1] ?? ' ') + (text[at + wanted.length] ?? ' ')
    if (!/[a-z0-9]/.test(around)) return true
  }
  return false
}

function actOf(reply: PlanReply, ask: PlanAsk): Result<PlanAct, ReplyRefusal> {
  switch (reply.act) {
    case 'answer_from_kb':
      return ok({ kind: 'answer_from_kb', query: reply.query?.trim() || ask.message.trim().slice(0, 1_000) })
    case 'get_order_status': {
      if (!reply.order_id) return refuse({ reason: 'not_a_plan' })
      if (!isTheirs(reply.order_id, ask)) return refuse({ reason: 'foreign_order' })
      const rules = WANTS_RULES_TOO.has(reply.intent) ? [searchCall(ask.message)] : []
      return ok({ kind: 'call_tools', calls: [statusCall(reply.order_id), ...rules] })
    }
    case 'list_orders':
      if (!ask.signedIn) return ok({ kind: 'ask', question: 'sign_in_or_number' })
      return ok({ kind: 'call_tools', calls: [{ tool: 'list_orders', input: {} }] })
    case 'ask':
      return reply.question ? ok({ kind: 'ask', question: reply.question }) : refuse({ reason: 'not_a_plan' })
    case 'hand_over':
      return handOverOf(reply, foldText(ask.message))
  }
}

/** A model may not fill the staff's inbox on the strength of a text it read: the shopper's own words must say so. */
function handOverOf(reply: PlanReply, folded: string): Result<PlanAct, ReplyRefusal> {
  if (asksForPerson(folded)) return ok({ kind: 'hand_over', reason: 'asked_for_person' })
  if (isStronglyAngry(folded) || wantsToComplain(folded)) return ok({ kind: 'hand_over', reason: 'complaint' })
  if (reply.intent === 'speak_to_human' && reply.confidence >= 0.7) {
    return ok({ kind: 'hand_over', reason: 'asked_for_person' })
  }
  return refuse({ reason: 'not_allowed' })
}

/** Turns what a model said into a plan, or says why not. Everything in it is checked as if a stranger had sent it. */
export function decideFromReply(value: unknown, ask: PlanAsk): Result<Plan, ReplyRefusal> {
  const parsed = planReplySchema.safeParse(value)
  if (!parsed.success) return refuse({ reason: 'not_a_plan' })
  const reply = parsed.data
  const act = actOf(reply, ask)
  if (!act.ok) return act
  return ok({
    intent: reply.intent,
    confidence: Math.min(reply.confidence, MOST_CONFIDENT),
    by: 'model',
    act: act.value,
  })
}
