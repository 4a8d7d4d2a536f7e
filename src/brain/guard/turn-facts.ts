import type { ComposeAsk } from '../../contracts/answer.ts'
import type { Passage } from '../../contracts/knowledge.ts'
import type { OrderView } from '../../contracts/order.ts'
import { openSupport, type Support } from '../citations/support.ts'
import { contentWords } from '../citations/words.ts'
import { orderStatusWords, phrase } from '../phrases/phrase.ts'
import { openBacking, ordersOf } from './backing.ts'
import type { ClaimKind } from './claim-words.ts'
import { receiptsOf } from './receipts.ts'
import type { Value } from './values.ts'

/** All that the guard may hold an answer against. Built for one turn; the costly parts are read only when asked. */
export type TurnFacts = {
  /** Renders `{{name}}`, or null when there is no such value this turn. */
  renderSlot: (name: string) => string | null
  isBacked: (value: Value) => boolean
  /** A link to the shop's own hosts that this turn found. */
  mayLink: (url: string) => boolean
  /** An e-mail address on the shop's own domain, or the shopper's own words. */
  mayNameEmail: (address: string) => boolean
  receipts: ReadonlySet<ClaimKind>
  /** Null where word overlap cannot judge: no pages this turn, or pages in another language. */
  support: ((sentence: string) => Support) | null
  passages: Passage[]
}

export type TurnFactsAsk = {
  ask: ComposeAsk
  passages: Passage[]
  renderSlot: (name: string) => string | null
  isAllowedLink: (url: string) => boolean
  /** See `BrainVersion.supportMin`. */
  supportMin: number
}

const sameLanguage = (passage: Passage, locale: string): boolean =>
  passage.language.slice(0, 2).toLowerCase() === locale.slice(0, 2).toLowerCase()

export function gatherFacts({ ask, passages, renderSlot, isAllowedLink, supportMin }: TurnFactsAsk): TurnFacts {
  const orders = ordersOf(ask.outcomes)
  const numbers = (ask.standing?.orders ?? []).map((order) => order.number)
  const texts = [
    ask.message,
    ...numbers,
    ...passages.map((each) => `${each.title}\n${each.headings.join('\n')}\n${each.text}`),
  ]
  const known = new Set(passages.map((each) => bareUrl(each.url)))
  const judges = passages.length > 0 && passages.every((each) => sameLanguage(each, ask.locale))
  return {
    renderSlot,
    isBacked: openBacking({ texts, orders, timeZone: ask.timeZone }),
    mayLink: (url) => isAllowedLink(url) && (known.has(bareUrl(url)) || texts.some((text) => text.includes(url))),
    mayNameEmail: (address) =>
      isAllowedLink(`https://${address.slice(address.indexOf('@') + 1)}/`) ||
      ask.message.toLowerCase().includes(address.toLowerCase()),
    receipts: receiptsOf(ask.outcomes, ask.receipts ?? [], orders),
    support: judges ? openSupport(passages, supportMin, () => wordsBeside(ask, orders)) : null,
    passages,
  }
}

const ORDER_PHRASES = [
  'order_is',
  'order_total',
  'order_items',
  'order_updated',
  'order_tracking',
  'order_refunded',
] as const

/** What else a sentence may be made of: the shopper's words, and what we ourselves would say of the orders. */
function wordsBeside({ message, locale }: ComposeAsk, orders: OrderView[]): string[] {
  const ofOrders = orders.flatMap((order) => [
    order.number,
    orderStatusWords(order.status, locale),
    ...order.items.map((item) => item.name),
    ...order.tracking.map((each) => `${each.carrier ?? ''} ${each.number}`),
  ])
  const ours = orders.length === 0 ? [] : ORDER_PHRASES.map((key) => phrase(key, locale))
  return [message, ...ofOrders, ...ours].flatMap(contentWords)
}

/** Without fragment and trailing slash: a page is the same page at another heading. */
const bareUrl = (url: string): string => url.replace(/#.*$/, '').replace(/\/$/, '')
