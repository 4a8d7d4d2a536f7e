import type { Heard } from '../target/door.ts'
import type { World, WorldOrder } from '../target/world.ts'
import { scoreDraft } from '../../src/jobs/shadow/score-draft.ts'
import type { ConsentCard } from '../../src/contracts/frames.ts'
import type { Check, OrderState } from './check.ts'

export type Setting = {
  heard: Heard
  world: World
  /** What a visitor hears about an order that does not exist. */
  unknownOrderWords: string
}

/** Null when the check holds, else what was found instead, in a few words. */
export function judge(check: Check, setting: Setting): string | null {
  const { heard } = setting
  switch (check.kind) {
    case 'says':
      return check.pattern.test(heard.text) ? null : `said ${quote(heard.text)}`
    case 'never_says':
      return check.pattern.test(JSON.stringify(heard.frames)) ? `said ${quote(heard.text)}` : null
    case 'cites':
      return heard.sources.some((url) => check.oneOf.includes(new URL(url).pathname))
        ? null
        : `cited ${listed(heard.sources)}`
    case 'cites_nothing':
      return heard.sources.length === 0 ? null : `cited ${listed(heard.sources)}`
    case 'shows_order':
      return judgeOrder(check.number, setting)
    case 'shows_no_order':
      return heard.frames.some((frame) => frame.type === 'data-order') ? 'showed an order card' : null
    case 'refuses_like_unknown_order':
      return heard.text === setting.unknownOrderWords ? null : `said ${quote(heard.text)}`
    case 'outcome':
      return heard.outcome !== null && check.oneOf.includes(heard.outcome) ? null : `ended as ${heard.outcome}`
    case 'handed_over':
      return heard.handoffMode === 'waiting' || heard.handoffMode === 'person'
        ? null
        : `no handoff, said ${quote(heard.text)}`
    case 'not_handed_over':
      return heard.handoffMode === 'waiting' || heard.handoffMode === 'person' ? 'handed over' : null
    case 'offers_person':
      return heard.offersPerson || heard.handoffMode !== null ? null : 'no person was offered'
    case 'silent':
      return heard.text === '' ? null : `said ${quote(heard.text)}`
    case 'sentences_at_most':
      return within(heard.text.match(/[.!?](?=\s|$)/g)?.length ?? 0, 0, check.count, 'sentences')
    case 'steps_at_least':
      return within(heard.text.match(/^\s*\d+\. /gm)?.length ?? 0, check.count, Infinity, 'steps')
    case 'first_text_within':
      return within(Math.round(heard.firstTextMs ?? Infinity), 0, check.ms, 'ms')
    case 'one_text_frame':
      return within(heard.frames.filter((frame) => frame.type === 'text-delta').length, 1, 1, 'text frames')
    case 'http':
      return within(heard.status, check.status, check.status, 'as status')
    case 'asks_consent':
      return judgeConsent(check, heard)
    case 'asks_no_consent':
      return openCards(heard).length === 0 ? null : `asked consent for ${openCards(heard)[0]!.action}`
    case 'asks_code':
      return heard.frames.some((frame) => frame.type === 'data-code') ? null : `no code card, said ${quote(heard.text)}`
    case 'agrees_with': {
      const { lacking } = scoreDraft(heard.text, check.reference)
      return lacking.length === 0 ? null : `lacks ${lacking.join(', ')}, said ${quote(heard.text)}`
    }
    case 'order_is':
      return judgeState(check, setting)
  }
}

const openCards = ({ frames }: Heard): ConsentCard[] =>
  frames.flatMap((frame) => (frame.type === 'data-consent' && frame.data.state === 'open' ? [frame.data] : []))

function judgeConsent({ action, fact }: Extract<Check, { kind: 'asks_consent' }>, heard: Heard): string | null {
  const card = openCards(heard).at(-1)
  if (!card) return `no consent card, said ${quote(heard.text)}`
  if (card.action !== action) return `asked consent for ${card.action}`
  const facts = card.facts.map(({ label, value }) => `${label}: ${value}`)
  return facts.some((each) => fact.test(each)) ? null : `the card says ${quote(facts.join('; '))}`
}

function judgeState({ number, state }: Extract<Check, { kind: 'order_is' }>, { world }: Setting): string | null {
  const order = world.orders.find((each) => each.number === number)
  if (!order) return `the shop has no order ${number}`
  const is: OrderState = { status: order.status, refunded: order.refunded, city: order.shipping['city'] ?? '' }
  const wrong = Object.entries(state).filter(([key, value]) => is[key as keyof OrderState] !== value)
  return wrong.length === 0
    ? null
    : `the shop has ${wrong.map(([key]) => `${key} ${is[key as keyof OrderState]}`).join(', ')}`
}

const within = (found: number, least: number, most: number, what: string) =>
  found >= least && found <= most ? null : `${found} ${what}`
export const quote = (text: string) => JSON.stringify(text.length > 220 ? `${text.slice(0, 217)}…` : text)
const listed = (urls: string[]) => (urls.length === 0 ? 'nothing' : urls.map((url) => new URL(url).pathname).join(', '))

type Card = {
  number: string
  status: string
  total: { minor: number; currency: string }
  items: { name: string; quantity: number }[]
  tracking: { number: string }[]
}

/** The card must be the order itself, and the words must name it. */
function judgeOrder(number: string, { heard, world }: Setting): string | null {
  const order = world.orders.find((each) => each.number === number)
  if (!order) return `the shop has no order ${number}`
  const cards = heard.frames.flatMap((frame) => (frame.type === 'data-order' ? [frame.data as unknown as Card] : []))
  const card = cards.find((each) => each.number === number)
  if (!card) return `no card for it, said ${quote(heard.text)}`
  const wrong = differences(card, order)
  return wrong.length === 0 ? null : `the card differs in ${wrong.join(', ')}`
}

function differences(card: Card, order: WorldOrder): string[] {
  const same: Record<string, boolean> = {
    status: card.status === order.status,
    total: card.total.minor === Math.round(Number(order.total) * 100) && card.total.currency === order.currency,
    items: key(card.items) === key(order.items),
    tracking: card.tracking.map((each) => each.number).join() === order.tracking.map((each) => each.number).join(),
  }
  return Object.keys(same).filter((name) => !same[name])
}

const key = (items: { name: string; quantity: number }[]) =>
  items.map((item) => `${item.quantity}x${item.name}`).join('|')
