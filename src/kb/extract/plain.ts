import { detectLanguage } from '../text/detect-language.ts'
import type { Block, Extracted } from './blocks.ts'
import { oneLine, visible } from './clean-text.ts'
import { kindOf } from './page-kind.ts'

const TITLE_MAX = 100

/** Text with no markup: blank lines part paragraphs; a short first line that is no sentence is the title. */
export function extractPlain(text: string, url: string): Extracted {
  const clean = visible(text).trim()
  const [first = '', ...rest] = clean.split(/\n+/)
  const hasTitle = rest.length > 0 && first.trim().length < TITLE_MAX && !/[.:;,]\s*$/.test(first)
  const body = hasTitle ? clean.slice(first.length) : clean
  const blocks = body
    .split(/\n\s*\n/)
    .map(linesOf)
    .filter(Boolean)
    .map((each): Block => ({ kind: 'text', text: each }))
  return documentOf({ title: hasTitle ? oneLine(first) : nameOf(url), blocks, url, language: null })
}

/** Line breaks inside a paragraph are kept: in plain text they are often a list. */
const linesOf = (paragraph: string): string => paragraph.split('\n').map(oneLine).filter(Boolean).join('\n')

/** What every document without a head of its own has in common. */
export function documentOf(of: { title: string; blocks: Block[]; url: string; language: string | null }): Extracted {
  const sample = of.blocks
    .slice(0, 20)
    .map((block) => ('text' in block ? block.text : block.lines.join(' ')))
    .join(' ')
  return {
    title: of.title,
    blocks: of.blocks,
    language: detectLanguage(sample, of.language),
    kind: kindOf({ url: of.url, title: of.title, types: [], blocks: of.blocks }),
    canonical: null,
    links: [],
    noindex: false,
    nofollow: false,
    updatedAt: null,
  }
}

/** `returns-policy.pdf` is "returns policy". */
export function nameOf(url: string): string {
  const last = new URL(url).pathname.split('/').filter(Boolean).at(-1) ?? url
  try {
    return oneLine(
      decodeURIComponent(last)
        .replace(/\.\w{2,5}$/, '')
        .replace(/[-_+]+/g, ' ')
    )
  } catch {
    // A broken percent sign: the raw name is still a name.
    return last
  }
}
