import { DAY_MS } from '../../base/time.ts'
import type { PageKind } from '../../contracts/knowledge.ts'
import type { Candidate } from '../../store/knowledge/search-index.ts'

/** Small on purpose: these break ties between passages that match alike, and never lift a poor match over a good one. */
const KIND_GAIN = 1.06
const LANGUAGE_GAIN = 1.25
const POST_LOSS = 0.94
const OLD_LOSS = 0.97
const OLD_DAYS = 3 * 365

const DOING = /^\s*(how (do|can|to|should)|wie |comment |c[oó]mo |come |hoe )/i
const RULES =
  /\b(can i|may i|am i|polic(y|ies)|returns?|refunds?|shipping|deliver(y|ed)?|warranty|how long|darf ich|kann ich|versand|r[uü]ckgabe|puis-je|puedo|posso|mag ik)\b/i

export type NudgeAsk = { query: string; language: string | undefined; nowMs: number }

/** For one question: a factor on a passage's score from what sort of page it is, its language and its age. */
export function openNudge(ask: NudgeAsk): (candidate: Pick<Candidate, 'kind' | 'language' | 'updatedAt'>) => number {
  const wanted = wantedKinds(ask.query)
  const language = ask.language?.split(/[-_]/)[0]?.toLowerCase()
  return ({ kind, language: own, updatedAt }) => {
    let factor = wanted.includes(kind) ? KIND_GAIN : 1
    if (kind === 'post') factor *= POST_LOSS
    if (language === own) factor *= LANGUAGE_GAIN
    const age = updatedAt ? ask.nowMs - Date.parse(updatedAt) : 0
    return age > OLD_DAYS * DAY_MS ? factor * OLD_LOSS : factor
  }
}

function wantedKinds(query: string): PageKind[] {
  if (DOING.test(query)) return ['howto', 'faq']
  return RULES.test(query) ? ['policy', 'faq'] : []
}
