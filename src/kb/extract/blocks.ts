import type { PageKind } from '../../contracts/knowledge.ts'

/** A page as a flat run of plain-text pieces. Lists and tables keep one entry per line. */
export type Block =
  | { kind: 'heading'; level: number; text: string; fragment: string }
  | { kind: 'text'; text: string }
  | { kind: 'list'; lines: string[] }
  | { kind: 'table'; header: string | null; lines: string[] }
  | { kind: 'code'; text: string }

/** What a document says, whatever it was written in. Everything in it is a stranger's text: data, never instruction. */
export type Extracted = {
  title: string
  blocks: Block[]
  /** BCP 47 primary tag. */
  language: string
  kind: PageKind
  /** As written on the page; the crawler decides whether it may be believed. */
  canonical: string | null
  /** Absolute or relative, as written, for following. */
  links: string[]
  noindex: boolean
  nofollow: boolean
  /** ISO 8601, if the page says. */
  updatedAt: string | null
}

export function textOf(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'text':
    case 'code':
      return block.text
    case 'list':
      return block.lines.join('\n')
    case 'table':
      return [...(block.header ? [block.header] : []), ...block.lines].join('\n')
  }
}
