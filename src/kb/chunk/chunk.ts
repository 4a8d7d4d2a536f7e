import type { Block } from '../extract/blocks.ts'
import { textOf } from '../extract/blocks.ts'
import { splitSentences } from '../text/sentences.ts'
import { fingerprint } from '../text/hash.ts'

/** About 250 tokens of English. Characters, not tokens: every model counts tokens differently. */
export const TARGET_CHARS = 1_100
/** A list or table is kept whole up to here: half a procedure is worse than a long chunk. */
export const WHOLE_CHARS = 2_200
export const CHUNKS_MAX = 400

export type Chunk = {
  key: string
  ordinal: number
  headings: string[]
  fragment: string
  text: string
}

type Section = { headings: string[]; fragment: string; blocks: Block[] }

/**
 * Cuts a page along its own structure: one section per heading, packed up to the target, never across headings.
 * Only where a single paragraph is too long is a cut forced, and there the last sentence is said again.
 */
export function chunkPage(page: { title: string; blocks: Block[] }): Chunk[] {
  const chunks: Chunk[] = []
  const keys = new Set<string>()
  for (const section of sectionsOf(page)) {
    for (const text of packSection(section.blocks)) {
      const { headings, fragment } = section
      const key = fingerprint([page.title, ...headings, '', text].join('\n'))
      if (keys.has(key) || chunks.length >= CHUNKS_MAX) continue
      keys.add(key)
      chunks.push({ key, ordinal: chunks.length, headings, fragment, text })
    }
  }
  return chunks
}

function sectionsOf(page: { title: string; blocks: Block[] }): Section[] {
  const sections: Section[] = []
  const path: { level: number; text: string }[] = []
  let current: Section = { headings: [], fragment: '', blocks: [] }
  const close = () => {
    if (current.blocks.length > 0) sections.push(current)
  }
  for (const block of page.blocks) {
    if (block.kind !== 'heading') {
      current.blocks.push(block)
      continue
    }
    close()
    while (path.length > 0 && path.at(-1)!.level >= block.level) path.pop()
    path.push({ level: block.level, text: block.text })
    const headings = path.map((each) => each.text).filter((text) => text !== page.title)
    current = { headings, fragment: block.fragment, blocks: [] }
  }
  close()
  // A page of headings alone still has something to find.
  if (sections.length === 0 && path.length > 0) {
    sections.push({
      headings: [],
      fragment: '',
      blocks: [{ kind: 'text', text: path.map((each) => each.text).join('\n') }],
    })
  }
  return sections
}

function packSection(blocks: Block[]): string[] {
  const texts: string[] = []
  let open = ''
  for (const piece of blocks.flatMap(piecesOf)) {
    if (open !== '' && open.length + piece.length > TARGET_CHARS) {
      texts.push(open)
      open = ''
    }
    open = open === '' ? piece : `${open}\n${piece}`
  }
  if (open !== '') texts.push(open)
  return texts
}

function piecesOf(block: Block): string[] {
  const text = textOf(block)
  switch (block.kind) {
    case 'heading':
    case 'text':
      return text.length <= TARGET_CHARS ? [text] : cutSentences(text)
    case 'code':
      return text.length <= WHOLE_CHARS ? [text] : cutLines(text.split('\n'), null)
    case 'list':
      return text.length <= WHOLE_CHARS ? [text] : cutLines(block.lines, null)
    case 'table':
      return text.length <= WHOLE_CHARS ? [text] : cutLines(block.lines, block.header)
  }
}

/** Each part of a cut table says its header again, so a row still means something. */
function cutLines(lines: string[], header: string | null): string[] {
  const parts: string[] = []
  let open: string[] = []
  let size = 0
  for (const line of lines.flatMap((each) => (each.length > WHOLE_CHARS ? cutSentences(each) : [each]))) {
    if (open.length > 0 && size + line.length > TARGET_CHARS) {
      parts.push([...(header ? [header] : []), ...open].join('\n'))
      open = []
      size = 0
    }
    open.push(line)
    size += line.length + 1
  }
  parts.push([...(header ? [header] : []), ...open].join('\n'))
  return parts
}

function cutSentences(text: string): string[] {
  const parts: string[] = []
  let open: string[] = []
  let size = 0
  for (const sentence of splitSentences(text).flatMap(cutHard)) {
    if (open.length > 0 && size + sentence.length > TARGET_CHARS) {
      parts.push(open.join(' '))
      const last = open.at(-1)!
      open = last.length < TARGET_CHARS / 4 ? [last] : []
      size = open.join(' ').length
    }
    open.push(sentence)
    size += sentence.length + 1
  }
  if (open.length > 0) parts.push(open.join(' '))
  return parts
}

/** Text without a sentence end in sight: cut at white space, or anywhere if there is none. */
function cutHard(sentence: string): string[] {
  const parts: string[] = []
  let rest = sentence
  while (rest.length > TARGET_CHARS) {
    const space = rest.lastIndexOf(' ', TARGET_CHARS)
    const at = space > TARGET_CHARS / 2 ? space : TARGET_CHARS
    parts.push(rest.slice(0, at).toWellFormed())
    rest = rest.slice(at).trimStart()
  }
  return rest ? [...parts, rest.toWellFormed()] : parts
}
