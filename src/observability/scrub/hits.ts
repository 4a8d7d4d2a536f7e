/** What a stretch of text is taken for. Its mask is all that is left of it. */
export type Sort = 'email' | 'phone' | 'card' | 'iban' | 'id' | 'ip' | 'address' | 'name' | 'secret' | 'code'
/** `[start, end)` in UTF-16 units of the text. */
export type Hit = { start: number; end: number; sort: Sort }
export type Find = (text: string, hits: Hit[]) => void

/** Replaces each hit by `[sort]`. Overlapping hits become one, named after the one that starts first, or the longer. */
export function mask(text: string, hits: Hit[]): string {
  if (hits.length === 0) return text
  hits.sort((a, b) => a.start - b.start || b.end - a.end)
  let out = ''
  let from = 0
  let index = 0
  while (index < hits.length) {
    const { start, sort } = hits[index]!
    let { end } = hits[index]!
    while (++index < hits.length && hits[index]!.start < end) end = Math.max(end, hits[index]!.end)
    out += `${text.slice(from, start)}[${sort}]`
    from = end
  }
  return out + text.slice(from)
}
