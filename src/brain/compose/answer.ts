import type { AnswerPart, Citation } from '../../contracts/answer.ts'

export type Ending = Pick<Extract<AnswerPart, { kind: 'end' }>, 'outcome' | 'next'>

/** A whole answer made without a model: ready to show, every word of it ours or quoted from a cited page. */
export type PlainAnswer = Ending & { text: string; citations: Citation[] }
