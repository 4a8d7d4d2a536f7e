import type { KbPage, PageWrite } from '../../store/knowledge/pages.ts'
import { textOf, type Extracted } from '../extract/blocks.ts'
import { fingerprint } from '../text/hash.ts'
import { stemsOf } from '../text/words.ts'
import { chunkPage } from './chunk.ts'

/** How we came by a page: addresses, validators for the next conditional request, and when. */
export type PageOrigin = Pick<KbPage, 'url' | 'sourceUrl' | 'etag' | 'lastModified' | 'listedAt' | 'fetchedAt'>

/** What the page says, without how it is dressed: two fetches that differ in a nonce are the same page. */
export function contentHashOf(extracted: Extracted): string {
  return fingerprint(
    [
      `${extracted.title}\n${extracted.kind} ${extracted.language}`,
      ...extracted.blocks.map(
        (block) => `${block.kind} ${block.kind === 'heading' ? block.fragment : ''} ${textOf(block)}`
      ),
    ].join('\n')
  )
}

/** Chunks and index terms of a page, ready to be written at once. */
export function prepareWrite(extracted: Extracted, origin: PageOrigin): PageWrite {
  const { title, language, kind, updatedAt } = extracted
  const titleStems = stemsOf(title, language).join(' ')
  const chunks = chunkPage(extracted).map((chunk) => {
    const body = stemsOf(chunk.text, language)
    const headings = chunk.headings.flatMap((heading) => stemsOf(heading, language))
    return {
      ...chunk,
      terms: body.length,
      stems: { title: titleStems, headings: headings.join(' '), body: body.join(' ') },
    }
  })
  return { page: { ...origin, title, kind, language, updatedAt, contentHash: contentHashOf(extracted) }, chunks }
}
