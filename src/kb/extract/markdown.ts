import type { Block, Extracted } from './blocks.ts'
import { isoOf } from './html-head.ts'
import { oneLine, visible } from './clean-text.ts'
import { documentOf, nameOf } from './plain.ts'

const FENCE = /^\s{0,3}(`{3,}|~{3,})/
const HEADING = /^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$/
const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/
const TABLE_RULE = /^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$/

/** Markdown and MDX: front matter, headings, lists, tables, fences; components keep their words and their titles. */
export function extractMarkdown(source: string, url: string): Extracted {
  const { matter, body } = splitFrontMatter(visible(source))
  const blocks = readBlocks(body.split(/\r?\n/))
  const first = blocks.find((block) => block.kind === 'heading' && block.level === 1)
  const title = matter['title'] || (first?.kind === 'heading' ? first.text : '') || nameOf(url)
  if (matter['description']) blocks.unshift({ kind: 'text', text: matter['description'] })
  const extracted = documentOf({ title, blocks, url, language: matter['lang'] ?? null })
  return { ...extracted, updatedAt: isoOf(matter['date'] ?? matter['updated'] ?? '') }
}

/** One-line `key: value` pairs only: what a page's title and date are written in. */
function splitFrontMatter(source: string): { matter: Record<string, string>; body: string } {
  const match = /^\s*---\r?\n([\s\S]{0,10000}?)\r?\n---\r?\n?/.exec(source)
  if (!match) return { matter: {}, body: source }
  const pairs = [...match[1]!.matchAll(/^([A-Za-z][\w-]*):\s*(.*)$/gm)]
  const matter = Object.fromEntries(
    pairs.map(([, key, value]) => [key!.toLowerCase(), oneLine(value!.replace(/^(['"])(.*)\1$/, '$2'))])
  )
  return { matter, body: source.slice(match[0].length) }
}

type Reading = { blocks: Block[]; paragraph: string[] }

function readBlocks(lines: string[]): Block[] {
  const reading: Reading = { blocks: [], paragraph: [] }
  for (let at = 0; at < lines.length;) at = readLine(reading, lines, at)
  endParagraph(reading)
  return reading.blocks
}

/** Reads what starts at a line and returns the next line to read. */
function readLine(reading: Reading, lines: string[], at: number): number {
  const line = lines[at]!
  const fence = FENCE.exec(line)
  if (fence) return readFence(reading, lines, at, fence[1]!)
  const heading = HEADING.exec(line)
  if (heading) {
    endParagraph(reading)
    const text = inline(heading[2]!.replace(/\{#[\w-]+\}\s*$/, ''))
    const id = /\{#([\w-]+)\}\s*$/.exec(heading[2]!)?.[1]
    if (text) reading.blocks.push({ kind: 'heading', level: heading[1]!.length, text, fragment: id ?? slugOf(text) })
    return at + 1
  }
  if (/\|/.test(line) && TABLE_RULE.test(lines[at + 1] ?? '')) return readTable(reading, lines, at)
  if (ITEM.test(line)) return readList(reading, lines, at)
  if (
    line.trim() === '' ||
    /^\s*(import|export)\s.*(from\s+['"]|[{;]\s*$)/.test(line) ||
    /^\s*([-*_])(\s*\1){2,}\s*$/.test(line)
  ) {
    endParagraph(reading)
    return at + 1
  }
  reading.paragraph.push(line)
  return at + 1
}

function endParagraph(reading: Reading) {
  const text = inline(reading.paragraph.join('\n'))
  reading.paragraph = []
  if (text) reading.blocks.push({ kind: 'text', text })
}

function readFence(reading: Reading, lines: string[], at: number, mark: string): number {
  endParagraph(reading)
  let end = at + 1
  while (end < lines.length && !lines[end]!.trim().startsWith(mark)) end++
  const text = lines
    .slice(at + 1, end)
    .join('\n')
    .trim()
  if (text) reading.blocks.push({ kind: 'code', text })
  return end + 1
}

function readTable(reading: Reading, lines: string[], at: number): number {
  endParagraph(reading)
  const cells = (line: string) =>
    line
      .replace(/^\s*\||\|\s*$/g, '')
      .split(/(?<!\\)\|/)
      .map(inline)
      .filter(Boolean)
      .join(' | ')
  let end = at + 2
  const rows: string[] = []
  while (end < lines.length && lines[end]!.includes('|')) rows.push(cells(lines[end++]!))
  reading.blocks.push({ kind: 'table', header: cells(lines[at]!), lines: rows.filter(Boolean) })
  return end
}

function readList(reading: Reading, lines: string[], at: number): number {
  endParagraph(reading)
  const items: string[] = []
  let end = at
  for (; end < lines.length; end++) {
    const line = lines[end]!
    const item = ITEM.exec(line)
    if (item)
      items.push(
        `${' '.repeat(Math.min(item[1]!.length, 6))}${/\d/.test(item[2]!) ? item[2]!.replace(')', '.') : '-'} ${inline(item[3]!)}`
      )
    else if (line.trim() === '') {
      if (!ITEM.test(lines[end + 1] ?? '') && !/^\s{2,}\S/.test(lines[end + 1] ?? '')) break
    } else if (HEADING.test(line) || FENCE.test(line)) break
    else items[items.length - 1] += ` ${inline(line)}`
  }
  reading.blocks.push({
    kind: 'list',
    lines: items.map((item) => item.trimEnd()).filter((item) => !/^\s*(-|\d+\.)$/.test(item)),
  })
  return end
}

/** Words without their dress: links keep their text, images their alt, components their title. */
function inline(text: string): string {
  return oneLine(
    text
      .replace(/\{\/\*[\s\S]*?\*\/\}|<!--[\s\S]*?-->/g, ' ')
      .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/\[([^\]]*)\]\((?:[^()]|\([^()]*\))*\)/g, '$1')
      .replace(/<[A-Za-z][^<>]*?\btitle=["']([^"']*)["'][^<>]*>/g, ' $1 ')
      .replace(/<\/?[A-Za-z][^<>]*>/g, ' ')
      .replace(/(\*\*|__|~~)(?=\S)([\s\S]*?\S)\1/g, '$2')
      .replace(/(^|[\s(])[*_](?=\S)([^*_\n]*?\S)[*_](?=[\s).,;:!?]|$)/g, '$1$2')
      .replace(/`([^`]*)`/g, '$1')
      .replace(/^\s*>\s?/gm, '')
      .replace(/\\([\\`*_{}[\]()#+\-.!|])/g, '$1')
  )
}

const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/\s+/g, '-')
