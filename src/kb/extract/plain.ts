import { detectLanguage } from '../text/detect-language.ts'
import type { Block, Extracted } from './blocks.ts'
import { oneLine, visible } from './clean-text.ts'
import { kindOf } from './page-kind.ts'

/** Text with no markup: blank lines part paragraphs, the first short line is the title. */
export function extractPlain(text: string, url: string): Extracted {
  const paragraphs = visible(text)
    .split(/\n\s*\n/)
    .map(oneLine)
    .filter(Boolean)
  const hasTitle = paragraphs.length > 1 && paragraphs[0]!.length < 100
  const title = hasTitle ? paragraphs[0]! : nameOf(url)
  const blocks = (hasTitle ? paragraphs.slice(1) : paragraphs).map((each): Block => ({ kind: 'text', text: each }))
  return documentOf({ title, blocks, url, language: null })
}

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
