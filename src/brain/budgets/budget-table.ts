/** Every patience and every cap of a turn, in one place. A brain version carries one whole. */
export type Budgets = {
  planMs: number
  /** For the second reader of one sentence, where there is one. */
  claimMs: number
  toolMs: number
  toolRetriesMax: number
  /** From asking a provider to its first word. */
  firstTokenMs: number
  /** Between two words of a stream that has begun. */
  stallMs: number
  turnMs: number
  /** Kept for closing an answer honestly when a turn runs out: no provider is asked with less than this left. */
  reserveMs: number
  shortAnswerTokens: number
  longAnswerTokens: number
  /** Of the prompt: evidence and history are cut to these, in characters. */
  evidenceChars: number
  historyChars: number
  historyMessages: number
}

export const DEFAULT_BUDGETS: Budgets = {
  planMs: 2_500,
  claimMs: 800,
  toolMs: 3_000,
  toolRetriesMax: 2,
  firstTokenMs: 6_000,
  stallMs: 4_000,
  turnMs: 20_000,
  reserveMs: 500,
  shortAnswerTokens: 300,
  longAnswerTokens: 700,
  evidenceChars: 9_000,
  historyChars: 4_000,
  historyMessages: 10,
}
