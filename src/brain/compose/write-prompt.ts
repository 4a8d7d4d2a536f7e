import type { ComposeAsk, Standing } from '../../contracts/answer.ts'
import type { Passage } from '../../contracts/knowledge.ts'
import type { ModelMessage } from '../../contracts/model.ts'
import type { Turnlet } from '../../contracts/plan.ts'
import type { Budgets } from '../budgets/budget-table.ts'
import { cleanText } from '../guard/clean-text.ts'
import type { PromptSet } from '../prompts/prompt-sets.ts'
import type { Slots } from '../render/slots.ts'

export type PromptMaterial = { ask: ComposeAsk; slots: Slots; passages: Passage[]; budgets: Budgets }

/**
 * The prompt of one answer. Everything not ours is a JSON string: a quotation mark in a text is escaped, so no text can
 * close its own delimiter, and each names where it came from.
 */
export function writePrompt({ system }: PromptSet, { ask, slots, passages, budgets }: PromptMaterial): ModelMessage[] {
  const share = Math.floor(budgets.evidenceChars / Math.max(1, passages.length))
  const data = [
    ...[...slots].map(([slot, { raw }]) => ({ origin: 'order record', slot: `{{${slot}}}`, value: cleanText(raw) })),
    ...passages.map((each, at) => ({
      origin: 'shop page',
      number: at + 1,
      title: cleanText(each.title).slice(0, 200),
      section: cleanText(each.headings.join(' > ')).slice(0, 200),
      language: each.language,
      updated: each.updatedAt,
      text: cleanText(each.text).slice(0, share),
    })),
  ]
  const turn = {
    data,
    earlier: windowOf(ask.history, budgets),
    ...(ask.standing ? { session: sessionOf(ask.standing) } : {}),
    reply_language: ask.locale,
    shopper_message: cleanText(ask.message),
  }
  return [
    { role: 'system', content: system },
    { role: 'user', content: JSON.stringify(turn) },
  ]
}

/** What the window must not lose. Its words are ours but for order numbers, which are cleaned like all else. */
const sessionOf = ({ openProcedure, orders, done }: Standing) => ({
  origin: 'this session',
  waiting_for: openProcedure,
  orders: orders.map(({ number, proven }) => ({ number: cleanText(number).slice(0, 40), proven })),
  done_or_promised: done,
})

/** The newest of the conversation that fits, oldest first. Inside the document, not as turns: history is a claim too. */
export function windowOf(history: Turnlet[], budgets: Budgets): { from: string; text: string }[] {
  const kept: { from: string; text: string }[] = []
  let left = budgets.historyChars
  for (const { role, text } of history.slice(-budgets.historyMessages).reverse()) {
    const shown = cleanText(text).slice(0, 1_000)
    if (shown.length > left) break
    left -= shown.length
    kept.push({ from: role, text: shown })
  }
  return kept.reverse()
}

/** The same prompt, to go on after text the shopper has already read. */
export const goOnPrompt = (prompt: ModelMessage[], shown: string, goOn: string): ModelMessage[] => [
  ...prompt,
  { role: 'assistant', content: shown },
  { role: 'user', content: goOn },
]
