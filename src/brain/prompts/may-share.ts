import type { ComposeAsk } from '../../contracts/answer.ts'
import type { PlanAsk } from '../../contracts/plan.ts'
import { ordersOf } from '../guard/backing.ts'

const QUESTION_MAX_CHARS = 300
/** A digit or an at sign may be an order, a telephone, an address. "My", "I" and their like speak of one person. */
const SOMEBODYS =
  /[\p{N}@]|(?<![\p{L}])(?:my|mine|me|i['’]m|i am|mein\p{L}*|mir|mich|ich bin|mon|mes|moi|je suis|mi|mis|mío|yo|soy)(?![\p{L}])|私|わたし|僕/iu

const isNobodysOwn = (message: string): boolean => message.length <= QUESTION_MAX_CHARS && !SOMEBODYS.test(message)

/**
 * Whether a gateway may keep the answer to this and give it to another shopper who asks the very same. Closed when
 * unsure: only a first question, in general words, with nothing of the session in the prompt.
 */
export const mayShareAnswer = ({ message, history, outcomes, standing }: ComposeAsk): boolean =>
  history.length === 0 &&
  standing === undefined &&
  ordersOf(outcomes).length === 0 &&
  outcomes.every(({ tool }) => tool === 'kb_search') &&
  isNobodysOwn(message)

export const mayShareReading = ({ message, history, knownOrders, openQuestion, orderToProve }: PlanAsk): boolean =>
  history.length === 0 &&
  knownOrders.length === 0 &&
  openQuestion === null &&
  (orderToProve ?? null) === null &&
  isNobodysOwn(message)
