import type { ComposeAsk } from '../../contracts/answer.ts'
import type { Passage } from '../../contracts/knowledge.ts'
import type { ModelChoice, ModelSize } from '../versions/brain-version.ts'
import { ordersOf } from '../guard/backing.ts'

const PASSAGES_MAX = 4

/** `plain` needs no model: a question of ours, a refusal, nothing found. `model` says which and from what. */
export type Route = { kind: 'plain' } | { kind: 'model'; long: boolean; size: ModelSize; passages: Passage[] }

export type RouteRules = {
  answerableMin: number
  models: Pick<ModelChoice, 'shortAnswer' | 'longAnswer'>
  isAllowedLink: (url: string) => boolean
}

/** Decides, never acts. A model is asked only when there are facts to write about. */
export function decideRoute(ask: ComposeAsk, rules: RouteRules): Route {
  const { act, intent } = ask.plan
  if (act.kind === 'ask' || act.kind === 'hand_over') return { kind: 'plain' }
  const passages = passagesOf(ask, rules)
  if (passages.length === 0 && ordersOf(ask.outcomes).length === 0) return { kind: 'plain' }
  const long = (intent === 'howto_product' || intent === 'complaint') && passages.length > 0
  return { kind: 'model', long, size: long ? rules.models.longAnswer : rules.models.shortAnswer, passages }
}

function passagesOf(ask: ComposeAsk, { answerableMin, isAllowedLink }: RouteRules): Passage[] {
  for (const outcome of ask.outcomes) {
    if (outcome.tool !== 'kb_search' || !outcome.result.ok) continue
    const { passages, answerable } = outcome.result.value
    if (answerable >= answerableMin) return passages.filter((each) => isAllowedLink(each.url)).slice(0, PASSAGES_MAX)
  }
  return []
}
