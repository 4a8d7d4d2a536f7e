import type { ModelAsk } from '../../contracts/model.ts'
import type { PlanAsk } from '../../contracts/plan.ts'
import { mayShareReading } from '../prompts/may-share.ts'
import { PLAN_REPLY_JSON_SCHEMA } from '../prompts/v1/plan.ts'

const MESSAGE_MAX_CHARS = 2_000
const TURNLET_MAX_CHARS = 400
const HISTORY_TURNS = 6
const REPLY_MAX_TOKENS = 200
// Nothing visible lives here, and hidden sentences do: controls, zero-width and bidi marks, tag characters.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}]/gu

const shown = (text: string, maxChars: number): string =>
  text.normalize('NFKC').replace(/\s+/g, ' ').replace(HIDDEN, '').slice(0, maxChars).toWellFormed()

/**
 * The plan question for a model. Strangers' words travel as JSON strings, which a text cannot close; angle brackets
 * are escaped too, for models that read tags anywhere.
 */
export function writePlanAsk(
  ask: PlanAsk,
  { system, labels }: { system: string; labels?: ModelAsk['labels'] }
): ModelAsk & { name: string; jsonSchema: Record<string, unknown> } {
  const asked = {
    message: shown(ask.message, MESSAGE_MAX_CHARS),
    history: ask.history
      .slice(-HISTORY_TURNS)
      .map(({ role, text }) => ({ role, text: shown(text, TURNLET_MAX_CHARS) })),
    known_orders: ask.knownOrders.slice(0, 5),
    signed_in: ask.signedIn,
    we_asked: ask.openQuestion,
    order_to_prove: ask.orderToProve ?? null,
    locale: shown(ask.locale, 35),
  }
  const json = JSON.stringify(asked).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e')
  return {
    name: 'plan',
    jsonSchema: PLAN_REPLY_JSON_SCHEMA,
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: json },
    ],
    maxTokens: REPLY_MAX_TOKENS,
    temperature: 0,
    shareable: mayShareReading(ask),
    ...(labels === undefined ? {} : { labels }),
  }
}
