import { Parser } from 'htmlparser2'
import type { Extracted } from './blocks.ts'
import { openBlockBuilder, type BlockBuilder } from './block-builder.ts'
import { isBoilerplate, isLiveFact, isMain } from './boilerplate.ts'
import { oneLine } from './clean-text.ts'
import { hiddenSelectors, hidesByAttributes } from './hidden.ts'
import { readJsonLd, type JsonLd } from './json-ld.ts'
import { openHead, type Head } from './html-head.ts'
import { kindOf } from './page-kind.ts'
import { detectLanguage } from '../text/detect-language.ts'
import { textOf } from './blocks.ts'

/** Text of one page beyond this is not read: about 250 chunks. */
export const PAGE_TEXT_MAX = 400_000
const DEPTH_MAX = 400

const HEADING = /^h[1-6]$/
const BLOCKS = new Set(
  (
    'p div section article main blockquote figure figcaption address details fieldset header hgroup dl dd body ' +
    'center br hr'
  ).split(' ')
)

type Open = { name: string; main: boolean; fragment: string }
type Walk = {
  builder: BlockBuilder
  head: Head
  hidden: Set<string>
  open: Open[]
  /** Depth of the element whose insides are dropped, or null. */
  skippedAt: number | null
  depth: number
  links: string[]
  jsonLd: string[]
  /** A span just ended with nothing after it: the next one stands apart on screen, so it must in text. */
  afterSpan: boolean
  raw: { kind: 'style' | 'json-ld' | 'title'; text: string } | null
}

/**
 * One pass over the bytes, so a page costs one parse whatever it holds. What a reader would not see is dropped:
 * hidden elements, comments, scripts, boilerplate. Never throws on broken markup.
 */
export function extractHtml(html: string, url: string): Extracted {
  const walk: Walk = {
    builder: openBlockBuilder(PAGE_TEXT_MAX),
    head: openHead(),
    hidden: new Set(),
    open: [],
    skippedAt: null,
    depth: 0,
    links: [],
    jsonLd: [],
    afterSpan: false,
    raw: null,
  }
  const parser = new Parser(
    {
      onopentag: (name, attributes) => openTag(walk, name, attributes),
      ontext: (text) => takeText(walk, text),
      onclosetag: (name) => closeTag(walk, name),
    },
    { decodeEntities: true, lowerCaseTags: true }
  )
  parser.end(html)
  return assemble(walk, readJsonLd(walk.jsonLd), url)
}

function openTag(walk: Walk, name: string, attributes: Record<string, string>) {
  walk.depth++
  if (readHeadTag(walk, name, attributes)) return
  if (walk.skippedAt !== null) return
  const insideMain = walk.open.at(-1)?.main ?? false
  if (walk.depth > DEPTH_MAX || isDropped(walk, name, attributes, insideMain)) {
    walk.skippedAt = walk.depth
    // A price in a sentence leaves a gap, not two halves glued together.
    walk.builder.text(' ')
    return
  }
  const main = insideMain || isMain(name, attributes)
  const fragment = attributes['id'] || (name === 'a' && attributes['name']) || ''
  walk.open.push({ name, main, fragment })
  if (BLOCKS.has(name)) walk.builder.flush()
  if (name === 'span' && walk.afterSpan) walk.builder.text(' ')
  walk.builder.setMain(main)
  if (name === 'a' && attributes['href'] && !/\bnofollow\b/.test(attributes['rel'] ?? ''))
    walk.links.push(attributes['href'])
  if (name === 'time' && attributes['datetime']) walk.head.sawTime(attributes['datetime'], attributes['class'] ?? '')
  if (name === 'img' && attributes['alt'] && insideMain) walk.builder.text(` ${attributes['alt']} `)
  openBlock(walk, name, attributes)
}

function isDropped(walk: Walk, name: string, attributes: Record<string, string>, insideMain: boolean): boolean {
  if (isBoilerplate(name, attributes, insideMain) || hidesByAttributes(attributes) || isLiveFact(attributes))
    return true
  if (walk.hidden.size === 0) return false
  if (attributes['id'] && walk.hidden.has(`#${attributes['id']}`)) return true
  return (attributes['class'] ?? '').split(/\s+/).some((each) => walk.hidden.has(`.${each}`))
}

/** Things of `head` and scripts that speak to machines. True when the tag is dealt with. */
function readHeadTag(walk: Walk, name: string, attributes: Record<string, string>): boolean {
  if (name === 'html') walk.head.declared(attributes['lang'])
  else if (name === 'meta') walk.head.meta(attributes)
  else if (name === 'link') walk.head.link(attributes)
  else if (name === 'title' && walk.raw === null) walk.raw = { kind: 'title', text: '' }
  else if (name === 'style') walk.raw = { kind: 'style', text: '' }
  else if (name === 'script' && attributes['type'] === 'application/ld+json') walk.raw = { kind: 'json-ld', text: '' }
  // Links in menus are followed though their text is not read.
  else if (name === 'a' && walk.skippedAt !== null && attributes['href']) walk.links.push(attributes['href'])
  return name === 'meta' || name === 'link' || name === 'title' || (name === 'head' && walk.skippedAt === null)
}

function openBlock({ builder, open }: Walk, name: string, attributes: Record<string, string>) {
  if (HEADING.test(name)) builder.openHeading(Number(name[1]), fragmentOf(open))
  else if (name === 'summary' || name === 'dt') builder.openHeading(name === 'dt' ? 5 : 4, fragmentOf(open))
  else if (name === 'ul' || name === 'ol') builder.openList(name === 'ol', Number(attributes['start']) || 1)
  else if (name === 'li') builder.openItem()
  else if (name === 'table') builder.openTable()
  else if (name === 'tr') builder.openRow()
  else if (name === 'td' || name === 'th') builder.openCell(name === 'th')
  else if (name === 'pre') builder.openCode()
}

/** Its own id, or that of a wrapper opened right around it. */
function fragmentOf(open: Open[]): string {
  return open.at(-1)?.fragment || open.at(-2)?.fragment || ''
}

function takeText(walk: Walk, text: string) {
  walk.afterSpan = false
  if (walk.raw) walk.raw.text += text
  else if (walk.skippedAt === null) walk.builder.text(text)
}

function closeTag(walk: Walk, name: string) {
  const depth = walk.depth--
  if (walk.raw && (name === 'style' || name === 'script' || name === 'title')) closeRaw(walk)
  if (name === 'meta' || name === 'link' || name === 'title') return
  if (walk.skippedAt !== null) {
    if (depth === walk.skippedAt) walk.skippedAt = null
    return
  }
  if (walk.open.at(-1)?.name !== name) return
  walk.open.pop()
  walk.afterSpan = name === 'span'
  closeBlock(walk.builder, name)
  walk.builder.setMain(walk.open.at(-1)?.main ?? false)
}

function closeBlock(builder: BlockBuilder, name: string) {
  if (HEADING.test(name) || name === 'summary' || name === 'dt') builder.closeHeading()
  else if (name === 'ul' || name === 'ol') builder.closeList()
  else if (name === 'li') builder.closeItem()
  else if (name === 'table') builder.closeTable()
  else if (name === 'pre') builder.closeCode()
  else if (BLOCKS.has(name) || name === 'tr' || name === 'td' || name === 'th') builder.flush()
}

function closeRaw(walk: Walk) {
  const raw = walk.raw!
  walk.raw = null
  if (raw.kind === 'title') walk.head.title(raw.text)
  else if (raw.kind === 'json-ld') walk.jsonLd.push(raw.text)
  else for (const selector of hiddenSelectors(raw.text)) walk.hidden.add(selector)
}

function assemble(walk: Walk, jsonLd: JsonLd, url: string): Extracted {
  const blocks = walk.builder.done()
  const seen = blocks.map((block) => oneLine(textOf(block))).join('\n')
  // Structured data repeats what the page shows; only what the page did not already say is added.
  for (const block of jsonLd.blocks) if (!seen.includes(oneLine(textOf(block)).slice(0, 80))) blocks.push(block)
  const firstHeading = blocks.find((block) => block.kind === 'heading' && block.level === 1)
  const title = walk.head.titleFor(firstHeading?.kind === 'heading' ? firstHeading.text : null) || jsonLd.name || url
  const head = walk.head.read()
  return {
    title,
    blocks,
    language: detectLanguage(blocks.map(textOf).join('\n'), head.language),
    kind: kindOf({ url, title, types: jsonLd.types, blocks }),
    canonical: head.canonical,
    links: walk.links,
    noindex: head.noindex,
    nofollow: head.nofollow,
    updatedAt: head.updatedAt ?? jsonLd.updatedAt,
  }
}
