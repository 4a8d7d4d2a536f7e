import type { Block, Extracted } from './blocks.ts'
import { oneLine } from './clean-text.ts'
import { documentOf, nameOf } from './plain.ts'

const PAGES_MAX = 200
const CHARS_MAX = 400_000

/**
 * A PDF's text, page by page. null when it cannot be read: encrypted, broken or a scan. The library is 1.7 MB, so it
 * is loaded when the first PDF comes and not before.
 */
export async function extractPdf(bytes: Uint8Array, url: string): Promise<Extracted | null> {
  const { getDocumentProxy, getMeta } = await import('unpdf')
  try {
    const pdf = await getDocumentProxy(new Uint8Array(bytes))
    const blocks: Block[] = []
    let chars = 0
    for (let page = 1; page <= Math.min(pdf.numPages, PAGES_MAX) && chars < CHARS_MAX; page++) {
      const { items } = await (await pdf.getPage(page)).getTextContent()
      const lines = linesOf(items as TextItem[])
      for (const block of blocksOf(lines)) blocks.push(block)
      chars += lines.reduce((sum, line) => sum + line.text.length, 0)
    }
    if (blocks.length === 0) return null
    const { info } = await getMeta(pdf)
    const first = blocks.find((block) => block.kind === 'heading')
    const declared = typeof info['Title'] === 'string' ? oneLine(info['Title']) : ''
    const title = declared || (first?.kind === 'heading' ? first.text : nameOf(url))
    return documentOf({ title, blocks, url, language: null })
  } catch {
    // Passwords and broken files: the crawl record says it could not be read, and goes on.
    return null
  }
}

type TextItem = { str?: string; hasEOL?: boolean; height?: number }
type Line = { text: string; height: number }

function linesOf(items: TextItem[]): Line[] {
  const lines: Line[] = []
  let open: Line = { text: '', height: 0 }
  for (const item of items) {
    open.text += item.str ?? ''
    open.height = Math.max(open.height, item.height ?? 0)
    if (!item.hasEOL) continue
    lines.push(open)
    open = { text: '', height: 0 }
  }
  lines.push(open)
  return lines.map((line) => ({ ...line, text: oneLine(line.text) }))
}

/** The height most of the page's letters have: a short notice may hold more headings than paragraphs. */
function usualHeight(lines: Line[]): number {
  const letters = new Map<number, number>()
  for (const { text, height } of lines) letters.set(height, (letters.get(height) ?? 0) + text.length)
  return [...letters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0
}

/** Larger type than the page's usual is a heading; an empty line parts paragraphs; bullets keep their lines. */
function blocksOf(lines: Line[]): Block[] {
  const blocks: Block[] = []
  const usual = usualHeight(lines)
  let paragraph = ''
  const end = () => {
    if (paragraph) blocks.push({ kind: 'text', text: paragraph })
    paragraph = ''
  }
  for (const { text, height } of lines) {
    const item = /^(?:[•●▪◦‣–-]|(\d{1,2})[.)])\s+(.*)$/.exec(text)
    if (!text) end()
    else if (height > usual * 1.15 && text.length < 120) {
      end()
      blocks.push({ kind: 'heading', level: height > usual * 1.5 ? 1 : 2, text, fragment: '' })
    } else if (item) {
      end()
      const line = `${item[1] ? `${item[1]}.` : '-'} ${item[2]}`
      const last = blocks.at(-1)
      if (last?.kind === 'list') last.lines.push(line)
      else blocks.push({ kind: 'list', lines: [line] })
    } else paragraph = paragraph.endsWith('-') ? paragraph.slice(0, -1) + text : `${paragraph} ${text}`.trim()
  }
  end()
  return blocks
}
