import { findIbanAt } from './find-iban.ts'
import { findIdsIn } from './find-ids.ts'
import { findSecretsIn } from './find-secrets.ts'
import type { Find } from './hits.ts'

/** A letter and a digit side by side, or an underscore. Begins with the rarer one, so ordinary text is skipped quickly. */
const MIXED = /\d(?:-?[a-zA-Z]|(?<=[a-zA-Z]-?\d))|_\w/g
const isEdge = (code: number) => code <= 32 || code === 34 || code === 39 || code === 60 || code === 62 || code === 0xa0

/** Keys, account numbers, licences: looked for in the few stretches without a blank that mix letters and digits. */
export const findMixed: Find = (text, hits) => {
  MIXED.lastIndex = 0
  while (MIXED.test(text)) {
    let start = MIXED.lastIndex - 1
    let end = MIXED.lastIndex
    while (start > 0 && !isEdge(text.charCodeAt(start - 1))) start--
    while (end < text.length && !isEdge(text.charCodeAt(end))) end++
    const token = text.slice(start, end)
    if (token.length >= 4) findIbanAt(text, start, hits)
    if (token.length >= 6) findIdsIn(text, token, start, hits)
    if (token.length >= 12) findSecretsIn(token, start, hits)
    MIXED.lastIndex = end
  }
}
