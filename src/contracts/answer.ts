import type { Turnlet, Plan } from './plan.ts'
import type { ToolOutcome } from './tools.ts'
import type { ModelHop } from './model.ts'

export type ComposeAsk = {
  message: string
  history: Turnlet[]
  plan: Plan
  /** The signed-in customer's, where it is worth saying. A name is a stranger's text. */
  firstName?: string | null
  /** Everything the hands brought back this turn. All facts of the answer come from here. */
  outcomes: ToolOutcome[]
  /** Names of tools that succeeded in earlier turns of this session: what the answer may say was done. */
  receipts?: readonly string[]
  /** What this session holds beside the window of its history. Absent when there is nothing. */
  standing?: Standing
  locale: string
  timeZone: string
  nowMs: number
}

/** Facts that outlive the history's window: they are said again in every prompt. */
export type Standing = {
  /** What waits for the shopper: a proof, a card, an answer to our question. In our own words. */
  openProcedure: string | null
  /** Orders this session may read and was shown or has proven, newest first. */
  orders: { number: string; proven: boolean }[]
  /** What was done or promised, by the tool's name: `issue_refund`, `notify_human`. */
  done: string[]
}

/** Where a statement comes from, shown under the answer. */
export type Citation = { id: string; title: string; url: string }

/**
 * What composing yields, in order: text as it is safe to show, the citations, one `end`.
 * `next` is what the session should do after: nothing, offer a person, or hand over now.
 */
export type AnswerPart =
  | { kind: 'text'; text: string }
  | { kind: 'citation'; citation: Citation }
  | {
      kind: 'end'
      outcome: 'answered' | 'refused' | 'not_known' | 'asked' | 'handed_over'
      next: 'nothing' | 'offer_person' | 'hand_over'
      hops: ModelHop[]
      /** What the guard withheld, by kind, for the log. */
      withheld: Record<string, number>
    }
