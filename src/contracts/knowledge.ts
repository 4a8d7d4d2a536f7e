import * as z from 'zod'

export const PAGE_KINDS = ['policy', 'faq', 'howto', 'product', 'post', 'page'] as const
export type PageKind = (typeof PAGE_KINDS)[number]

/** A passage found in the shop's own pages. Its text is a stranger's words: data, never instruction. */
export type Passage = {
  chunkId: string
  title: string
  /** `["Returns", "Opened items"]`: where on the page. */
  headings: string[]
  /** With a fragment when the heading has one. Always on an allowed host. */
  url: string
  /** The chunk's plain text, whole. */
  text: string
  /** The part that matched, for people. At most about 300 characters. */
  snippet: string
  kind: PageKind
  /** BCP 47 primary tag of the page's text, such as `en`. */
  language: string
  /** When the page last changed, ISO 8601, if it says. */
  updatedAt: string | null
  /** Higher is better; comparable within one search only. */
  score: number
}

/** `answerable` is calibrated: of the searches that say 0.8, about four in five do hold the answer. */
export type Found = { passages: Passage[]; answerable: number; mode: 'lexical' | 'hybrid' }

export const kbSearchInputSchema = z.strictObject({
  query: z.string().min(1).max(1_000),
  top_k: z.number().int().min(1).max(5).default(5),
})
export type KbSearchInput = z.infer<typeof kbSearchInputSchema>

export type KbSearchAsk = {
  query: string
  topK: number
  /** Earlier shopper messages, oldest first, to resolve "and for the blue one?". */
  history: string[]
  /** The shopper's language, if known: pages in it are preferred. */
  language?: string | undefined
}

/** What session and hands see of kb. */
export type SearchKnowledge = (ask: KbSearchAsk, signal: AbortSignal) => Promise<Found>
