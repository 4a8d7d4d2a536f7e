import type { ComposeAsk } from '../../contracts/answer.ts'
import type { Question } from '../../contracts/plan.ts'
import type { OutcomeOf, ToolOutcome } from '../../contracts/tools.ts'
import { unreachable } from '../../base/unreachable.ts'
import { phrase, phraseLanguage } from '../phrases/phrase.ts'
import type { Ending, PlainAnswer } from './answer.ts'
import { explainRefusal } from './explain-outcome.ts'
import { extractAnswer } from '../quote/extract.ts'
import { showLanguage } from '../render/format.ts'
import { renderOrder, renderOrders } from '../render/render-order.ts'

export type PlainDeps = {
  isAllowedLink: (url: string) => boolean
  /** Under this, a search is taken to hold no answer. */
  answerableMin: number
}

/**
 * The whole answer without a model: fixed sentences, orders rendered by us, pages quoted. This is the embedded
 * default, the last link of the provider chain, and what a guarded answer falls back to.
 */
export function composePlainly(deps: PlainDeps, ask: ComposeAsk): PlainAnswer {
  const { act } = ask.plan
  switch (act.kind) {
    case 'ask':
      return { text: question(ask, act.question), citations: [], outcome: 'asked', next: 'nothing' }
    case 'hand_over':
      return answerHandOver(ask)
    case 'answer_from_kb':
    case 'call_tools':
    case 'propose': // The session answers a proposal itself; composed by mistake, it says that it does not know.
      return joinAnswers(ask, answerOutcomes(deps, ask))
    default:
      return unreachable(act)
  }
}

/** A greeting says the name, if there is one that looks like one: it was typed by somebody into an account form. */
function question({ firstName, locale }: ComposeAsk, key: Question): string {
  const isName = firstName && /^[\p{L}\p{M}][\p{L}\p{M} '’.-]{0,39}$/u.test(firstName)
  return key === 'greeting' && isName ? phrase('greeting_named', locale, { name: firstName }) : phrase(key, locale)
}

/** The session opens the ticket and says so; here only what the shopper should hear before it. */
function answerHandOver({ plan, outcomes, locale }: ComposeAsk): PlainAnswer {
  const called = outcomes.find((each) => each.tool === 'notify_human' || each.tool === 'create_ticket')
  const ending: Ending = { outcome: 'handed_over', next: called?.result.ok ? 'nothing' : 'hand_over' }
  if (called?.result.ok) return { text: phrase('handed_over', locale), citations: [], ...ending }
  return { text: plan.intent === 'complaint' ? phrase('sorry_to_hear', locale) : '', citations: [], ...ending }
}

function answerOutcomes(deps: PlainDeps, ask: ComposeAsk): PlainAnswer[] {
  const answers = ask.outcomes.map((outcome) => answerOutcome(deps, ask, outcome))
  const useful = answers.filter((each) => each.outcome === 'answered')
  // An order that was found needs no "I don't know" about the pages behind it.
  return useful.length > 0 ? [...useful, ...answers.filter((each) => each.outcome === 'refused')] : answers
}

function answerOutcome(deps: PlainDeps, ask: ComposeAsk, outcome: ToolOutcome): PlainAnswer {
  const { locale } = ask
  if (!outcome.result.ok) {
    const { say, next } = explainRefusal(outcome.tool, outcome.result.error)
    return { text: phrase(say, locale), citations: [], outcome: 'refused', next }
  }
  switch (outcome.tool) {
    case 'kb_search':
      return answerFromPages(deps, ask, outcome)
    case 'get_order_status':
      return answered(renderOrder(outcome.result.value, ask))
    case 'list_orders':
      return answered(renderOrders(outcome.result.value.orders, outcome.result.value.more, ask))
    case 'create_ticket':
    case 'notify_human':
      return { text: phrase('handed_over', locale), citations: [], outcome: 'handed_over', next: 'nothing' }
    default:
      return unreachable(outcome)
  }
}

const answered = (text: string): PlainAnswer => ({ text, citations: [], outcome: 'answered', next: 'nothing' })

function answerFromPages(deps: PlainDeps, ask: ComposeAsk, { result }: OutcomeOf<'kb_search'>): PlainAnswer {
  const found = result.ok ? result.value : null
  const wantsSteps = ask.plan.intent === 'howto_product'
  const extract =
    found && found.answerable >= deps.answerableMin
      ? extractAnswer({ message: ask.message, passages: found.passages, wantsSteps }, deps.isAllowedLink)
      : null
  if (!extract) return notKnown(ask.locale)
  const text = extract.text + foreignNote(extract.passages[0]?.language, ask)
  return { text, citations: extract.citations, outcome: 'answered', next: 'nothing' }
}

export function notKnown(locale: string): PlainAnswer {
  const text = joinSentences([phrase('dont_know', locale), phrase('offer_person', locale)], locale)
  return { text, citations: [], outcome: 'not_known', next: 'offer_person' }
}

/** Says so when the page speaks another language than the shopper. */
export function foreignNote(language: string | undefined, ask: ComposeAsk): string {
  if (!language || language.slice(0, 2) === ask.locale.slice(0, 2).toLowerCase()) return ''
  const speaks = phraseLanguage(ask.locale)
  const name = showLanguage(language, { locale: speaks, timeZone: ask.timeZone })
  return `\n\n${phrase('source_language', ask.locale, { language: name })}`
}

const joinSentences = (sentences: string[], locale: string): string =>
  sentences.join(phraseLanguage(locale) === 'ja' ? '' : ' ')

function joinAnswers(ask: ComposeAsk, answers: PlainAnswer[]): PlainAnswer {
  const [first, ...rest] = answers
  if (!first) return notKnown(ask.locale)
  const texts = [...new Set(answers.map((each) => each.text))]
  const offer = answers.some((each) => each.next === 'offer_person') ? ('offer_person' as const) : first.next
  return {
    text: texts.join('\n\n'),
    citations: answers.flatMap((each) => each.citations),
    outcome: first.outcome,
    next: rest.length === 0 ? first.next : offer,
  }
}
