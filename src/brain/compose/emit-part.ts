import type { AnswerPart } from '../../contracts/answer.ts'

/** Takes an answer's parts as they are made. Called in the same tick as the model's words: no promise per token. */
export type EmitPart = (part: AnswerPart) => void
