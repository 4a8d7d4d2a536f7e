import { extractMarkdown } from '../extract/markdown.ts'
import { documentOf, extractPlain } from '../extract/plain.ts'
import type { Extracted } from '../extract/blocks.ts'

/** BEIR's three files. Query metadata is optional: earlier messages and whether the corpus holds the answer. */
export type Doc = { _id: string; title?: string; text: string }
export type Asked = {
  _id: string
  text: string
  metadata?: { history?: { role: string; text: string }[]; answerability?: string; collection?: string }
}
export type Qrels = Map<string, Map<string, number>>

export const ORIGIN = 'https://corpus.example'
export const urlOf = (id: string): string => `${ORIGIN}/${encodeURIComponent(id)}`
export const idOf = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1))

export const readJsonLines = <T>(text: string): T[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as T)

export function readQrels(text: string): Qrels {
  const qrels: Qrels = new Map()
  for (const line of text.split('\n')) {
    const [query, doc, score] = line.trim().split('\t')
    if (!query || !doc || !(Number(score) > 0)) continue
    const known = qrels.get(query) ?? new Map<string, number>()
    qrels.set(query, known.set(doc, Number(score)))
  }
  return qrels
}

/**
 * A document as the crawler would have read it. `answersOnly` drops a title that is the question itself and keeps what
 * stands before it: "GRAND HOTEL: Is there parking?" is indexed as "GRAND HOTEL".
 */
export function readDoc(doc: Doc, answersOnly: boolean): Extracted {
  const url = urlOf(doc._id)
  const read = /\.mdx?$/.test(doc._id) ? extractMarkdown(doc.text, url) : null
  if (read) return answersOnly ? read : { ...read, title: doc.title || read.title }
  const title = answersOnly ? subjectOf(doc.title ?? '') : (doc.title ?? '')
  if (!title) return extractPlain(doc.text, url)
  return documentOf({ title, blocks: [{ kind: 'text', text: doc.text.trim() }], url, language: null })
}

function subjectOf(title: string): string {
  const colon = title.lastIndexOf(': ')
  return colon > 0 ? title.slice(0, colon) : ''
}

export const historyOf = (asked: Asked): string[] =>
  (asked.metadata?.history ?? []).filter((turn) => turn.role === 'user').map((turn) => turn.text)
