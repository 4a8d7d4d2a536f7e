import { cleanText } from './clean-text.ts'
import { safeUrl } from './safe-url.ts'

/**
 * The safe subset of what a model writes: paragraphs, lists, bold, links. Everything else stays the text it is.
 * The answer is a tree of these shapes and nothing more, so no text can become markup.
 */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'bold'; children: Inline[] }
  | { kind: 'link'; href: string; text: string }
export type Block =
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'list'; ordered: boolean; start: number; items: Inline[][] }

const BULLET = /^\s{0,9}[-*+•]\s+(.*)$/
const NUMBER = /^\s{0,9}(\d{1,4})[.)]\s+(.*)$/
const HEADING = /^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$/

/** `hosts` are those a link may point to; a link anywhere else is shown as its words only. */
export function parseMarkdown(text: string, hosts: ReadonlySet<string>): Block[] {
  const blocks: Block[] = []
  let paragraph: string[] = []
  const flush = () => {
    if (paragraph.length > 0) blocks.push({ kind: 'paragraph', children: parseInline(paragraph.join('\n'), hosts) })
    paragraph = []
  }
  let blank = true
  for (const line of cleanText(text).split('\n')) {
    const item = readItem(line)
    if (item) {
      flush()
      addItem(blocks, item, hosts)
    } else if (!line.trim()) {
      flush()
    } else {
      const heading = HEADING.exec(line)
      const last = blocks.at(-1)
      if (heading) {
        flush()
        const children = parseInline(heading[1]!, hosts)
        blocks.push({ kind: 'paragraph', children: [{ kind: 'bold', children }] })
      } else if (!blank && paragraph.length === 0 && last?.kind === 'list' && /^\s/.test(line)) {
        // An indented line under a list item goes on with that item.
        last.items.at(-1)!.push({ kind: 'text', text: '\n' }, ...parseInline(line.trim(), hosts))
      } else {
        paragraph.push(line.trim())
      }
    }
    blank = !line.trim()
  }
  flush()
  return blocks
}

type Item = { ordered: boolean; start: number; text: string }

function readItem(line: string): Item | null {
  const bullet = BULLET.exec(line)
  if (bullet) return { ordered: false, start: 1, text: bullet[1]! }
  const number = NUMBER.exec(line)
  return number ? { ordered: true, start: Number(number[1]), text: number[2]! } : null
}

function addItem(blocks: Block[], item: Item, hosts: ReadonlySet<string>): void {
  const children = parseInline(item.text, hosts)
  const last = blocks.at(-1)
  if (last?.kind === 'list' && last.ordered === item.ordered) last.items.push(children)
  else blocks.push({ kind: 'list', ordered: item.ordered, start: item.start, items: [children] })
}

// In order: an escaped sign, bold, an image or link, an address in angle brackets, a bare address. Every quantifier is
// bounded, so a hostile text costs linear time.
const INLINE = new RegExp(
  [
    /\\([\\`*_[\]()#+\-.!<>])/,
    /\*\*(?=\S)([^*\n]{1,500}?)\*\*/,
    /(!?)\[([^[\]\n]{0,300})\]\(\s{0,3}<?([^\s()<>]{1,2048})>?(?:\s{1,3}"[^"\n]{0,200}")?\s{0,3}\)/,
    /<(https?:\/\/[^\s<>]{1,2048})>/,
    /(https?:\/\/[^\s<>"')\]]{1,2048})/,
  ]
    .map((part) => part.source)
    .join('|'),
  'gi'
)

function parseInline(text: string, hosts: ReadonlySet<string>, insideBold = false): Inline[] {
  const parts: Inline[] = []
  let at = 0
  for (const match of text.matchAll(INLINE)) {
    const [whole, escaped, bold, bang, words, href, angled, bare] = match
    pushText(parts, text.slice(at, match.index))
    at = match.index + whole.length
    if (escaped !== undefined) pushText(parts, escaped)
    else if (bold !== undefined && !insideBold) parts.push({ kind: 'bold', children: parseInline(bold, hosts, true) })
    else if (bold !== undefined) pushText(parts, bold)
    else if (href !== undefined) pushLink(parts, words || href, bang ? '' : href, hosts)
    else if (angled !== undefined) pushLink(parts, angled, angled, hosts)
    else pushBare(parts, bare!, hosts)
  }
  pushText(parts, text.slice(at))
  return parts
}

function pushText(parts: Inline[], text: string): void {
  if (!text) return
  const last = parts.at(-1)
  if (last?.kind === 'text') last.text += text
  else parts.push({ kind: 'text', text })
}

function pushLink(parts: Inline[], words: string, address: string, hosts: ReadonlySet<string>): void {
  const url = safeUrl(address)
  // The words of a link must not name another host than the one it goes to.
  const named = safeUrl(words.trim())
  if (!url || !hosts.has(url.host) || (named && named.host !== url.host)) pushText(parts, words)
  else parts.push({ kind: 'link', href: url.href, text: words.replace(/\*\*/g, '') })
}

/** A full stop or comma after an address ends the sentence, not the address. */
function pushBare(parts: Inline[], address: string, hosts: ReadonlySet<string>): void {
  const kept = address.replace(/[.,;:!?*]+$/, '')
  pushLink(parts, kept, kept, hosts)
  pushText(parts, address.slice(kept.length))
}

/** For a text still being written: hides a half-written mark, so that signs do not flicker past. */
export function tidyTail(text: string): string {
  const cut = text
    .replace(/!?\[([^[\]\n]*)(?:\](?:\([^()\n]*)?)?$/, '$1')
    .replace(/(^|\n)\s{0,3}(#{1,6}|[-*+]|\d{1,3}[.)])$/, '$1')
  const line = cut.slice(cut.lastIndexOf('\n') + 1)
  const marks = line.split('**').length - 1
  if (marks % 2 === 0) return cut.replace(/\*$/, '')
  return /\*\*\s*$/.test(cut) ? cut.replace(/\*\*\s*$/, '') : `${cut.replace(/\*$/, '').trimEnd()}**`
}
