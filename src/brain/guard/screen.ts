import { cleanText } from './clean-text.ts'
import type { TurnFacts } from './turn-facts.ts'
import { findValues } from './values.ts'

/** Why something was not sent. `prompt`: our own instructions, or the mark planted in them. */
export type WithheldKind = 'value' | 'slot' | 'link' | 'email' | 'image' | 'markup' | 'promise' | 'prompt'
export type Screened = {
  /** Safe to show. Ends before what broke a rule. */
  text: string
  /** What stopped it; null when all of it may be shown. */
  stoppedBy: WithheldKind | null
  /** Removed without stopping. */
  removed: WithheldKind[]
  /** Numbers of the sources it named: `[2]` → 2. */
  cited: number[]
}

const TLD =
  'com|net|org|io|co|shop|store|info|biz|xyz|ru|cn|de|fr|es|it|nl|at|ch|uk|eu|us|jp|me|app|dev|ai|link|click|top|site|online|example|test|tk|ly|gg|to|cc|in|br|zip|mov|live|club|page|cloud'
const CONSTRUCT = new RegExp(
  [
    '\\{\\{\\s*(?<slot>[\\w.]{1,40})\\s*\\}\\}',
    '(?<image>!\\[[^\\]]*\\](?:\\([^)]*\\)|\\[[^\\]]*\\])?)',
    '\\[(?<label>[^\\]]*)\\]\\(\\s*<?(?<target>[^)\\s>]*)[^)]*\\)',
    '\\s?[\\[【](?:kb)?(?<source>\\d{1,2})[\\]】]',
    '(?<tag><[a-z/!?][^>]*>)',
    '(?<email>[\\p{L}\\p{N}._%+-]+@[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+)',
    '(?<url>(?:[a-z][a-z0-9+.-]{1,12}:\\/\\/|www\\.|(?:javascript|data|vbscript|mailto|tel):)[^\\s<>"\')\\]]+)',
    `(?<domain>(?<![\\p{L}\\p{N}.@/-])(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?\\.)+(?:${TLD})(?![\\p{L}\\p{N}])(?:\\/[^\\s<>"')\\]]*)?)`,
  ].join('|'),
  'giu'
)
const MAY_HOLD_CONSTRUCT = /[{<[【@:]|www|\.[\p{L}\p{N}]/u

/** Screens a piece of text that no open construct crosses. Stops at the first thing no fact of this turn backs. */
export function screen(raw: string, facts: TurnFacts): Screened {
  const text = cleanText(raw)
  const done: Screened = { text: '', stoppedBy: null, removed: [], cited: [] }
  if (!MAY_HOLD_CONSTRUCT.test(text)) return addLiteral(done, text, facts)
  let from = 0
  for (const match of text.matchAll(CONSTRUCT)) {
    addLiteral(done, text.slice(from, match.index), facts)
    if (done.stoppedBy) return done
    addConstruct(done, match[0], match.groups!, facts)
    if (done.stoppedBy) return done
    from = match.index + match[0].length
  }
  return addLiteral(done, text.slice(from), facts)
}

function addLiteral(done: Screened, text: string, facts: TurnFacts): Screened {
  for (const value of findValues(text)) {
    if (isListNumber(done.text, text, value.start, value.text) || facts.isBacked(value)) continue
    done.text += text.slice(0, value.start)
    done.stoppedBy = 'value'
    return done
  }
  done.text += text
  return done
}

/** `2.` at the start of a line numbers a step; it states nothing. */
function isListNumber(before: string, text: string, start: number, value: string): boolean {
  const line = (before + text.slice(0, start)).split('\n').at(-1)!
  return /^\d{1,2}$/.test(value) && line.trim() === '' && /^[.)]/.test(text.slice(start + value.length))
}

function addConstruct(
  done: Screened,
  whole: string,
  groups: Record<string, string | undefined>,
  facts: TurnFacts
): void {
  const { slot, image, label, target, source, tag, email, url, domain } = groups
  if (slot !== undefined) {
    const value = facts.renderSlot(slot)
    addIf(done, value !== null, value ?? '', 'slot')
  } else if (image !== undefined) done.removed.push('image')
  else if (tag !== undefined) done.removed.push('markup')
  else if (source !== undefined) done.cited.push(Number(source))
  else if (target !== undefined) addMarkdownLink(done, label ?? '', target, facts)
  else if (email !== undefined) addIf(done, facts.mayNameEmail(email), whole, 'email')
  else if (url !== undefined) addUrl(done, url, facts)
  else if (domain !== undefined) addIf(done, facts.mayLink(`https://${domain}`), whole, 'link')
}

/** A link to a page of ours stays a link; any other leaves its label as text, which is screened like text. */
function addMarkdownLink(done: Screened, label: string, target: string, facts: TurnFacts): void {
  const inner = screen(label.replace(/[[\]()]/g, ''), facts)
  const links = facts.mayLink(target)
  if (!links) done.removed.push('link')
  done.removed.push(...inner.removed)
  done.text += links && !inner.stoppedBy ? `[${inner.text}](${target})` : inner.text
  done.stoppedBy = inner.stoppedBy
}

function addIf(done: Screened, may: boolean, text: string, kind: WithheldKind): void {
  if (may) done.text += text
  else done.stoppedBy = kind
}

function addUrl(done: Screened, url: string, facts: TurnFacts): void {
  const address = url.replace(/[.,;:!?]+$/, '')
  addIf(done, facts.mayLink(address.startsWith('www.') ? `https://${address}` : address), url, 'link')
}
