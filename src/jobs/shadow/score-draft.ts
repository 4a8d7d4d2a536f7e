/** What a colleague did with a draft. `agrees`: nothing the draft stated was dropped, and nothing they stated was lacking. */
export type DraftScore = {
  verdict: 'sent_as_it_was' | 'edited' | 'rewritten'
  /** Of words in common, 0 to 1: twice the shared ones over all of both. */
  overlap: number
  agrees: boolean
  /** Amounts, dates, numbers, links and addresses the draft held and the answer did not, and the other way round. */
  dropped: string[]
  lacking: string[]
}

const EDITED_FROM = 0.5
const FACT =
  /https?:\/\/[^\s)>\]]+|[^\s<>()]+@[^\s<>()]+\.\w+|\p{N}[\p{L}\p{N}.,:/-]*\p{N}|\p{N}|[A-Z]{2}\p{N}{6,}[A-Z]{0,2}/gu
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
const factsOf = (text: string): Set<string> =>
  new Set((text.match(FACT) ?? []).map((each) => each.toLowerCase().replace(/[.,:/-]+$/, '')))

/** Pure and without a model: what was stated decides, how it was worded only colours. */
export function scoreDraft(draft: string, sent: string): DraftScore {
  const overlap = overlapOf(wordsOf(draft), wordsOf(sent))
  const [drafted, told] = [factsOf(draft), factsOf(sent)]
  const dropped = [...drafted].filter((fact) => !told.has(fact))
  const lacking = [...told].filter((fact) => !drafted.has(fact))
  const isSame = wordsOf(draft).join(' ') === wordsOf(sent).join(' ')
  const verdict = isSame ? 'sent_as_it_was' : overlap >= EDITED_FROM ? 'edited' : 'rewritten'
  const agrees = dropped.length === 0 && lacking.length === 0 && verdict !== 'rewritten'
  return { verdict, overlap, agrees, dropped, lacking }
}

function overlapOf(one: string[], other: string[]): number {
  if (one.length + other.length === 0) return 1
  const left = new Map<string, number>()
  for (const word of one) left.set(word, (left.get(word) ?? 0) + 1)
  let shared = 0
  for (const word of other) {
    const count = left.get(word) ?? 0
    if (count > 0) shared++
    left.set(word, count - 1)
  }
  return (2 * shared) / (one.length + other.length)
}

export type Line = { turnId: string; role: string; body: string; at: number }
export type Answered = { turnId: string; asked: string; draft: string; sent: string }

/**
 * Each draft with what the shopper had asked and what was sent before they wrote again. A draft nobody answered is left
 * out: it was not judged. Of several drafts one reply answers, the last counts.
 */
export function pairDrafts(lines: Line[]): Answered[] {
  const pairs: Answered[] = []
  let [asked, draft] = ['', null as Line | null]
  let sent: string[] = []
  const settle = () => {
    if (draft && sent.length > 0) pairs.push({ turnId: draft.turnId, asked, draft: draft.body, sent: sent.join('\n') })
    if (sent.length > 0) draft = null
    sent = []
  }
  for (const line of lines) {
    if (line.role === 'shopper') {
      settle()
      asked = line.body
    } else if (line.role === 'draft') draft = line
    else if (line.role === 'staff' && draft) sent.push(line.body)
  }
  settle()
  return pairs
}
