import { sha256Hex } from '../../base/bytes.ts'
import { ok, refuse } from '../../base/result.ts'
import { equalsInConstantTime } from '../../base/secret-text.ts'
import type { CodeCard } from '../../contracts/frames.ts'
import type { ProposalOutcome, WriteToolInput } from '../../contracts/write-tools.ts'
import type { ToolContext } from '../toolbox/tool.ts'
import { patiently } from '../writes/patience.ts'
import { writeWord } from '../writes/words.ts'
import type { WriteDeps } from '../writes/write-deps.ts'
import { CODE_LIFE_MS, CODE_TRIES, CODE_WINDOW_MS, waitForCode } from './decide-code.ts'

/** Six digits are few, so the hash is bound to its card; what protects them is five tries and ten minutes. */
export const hashCode = (cardId: string, code: string): Promise<string> => sha256Hex(`code-v1\n${cardId}\n${code}`)

/**
 * A code to the order's own billing address, and to no other, whoever asks. Unknown order, somebody else's and wrong
 * address get the same card, the same row and the same limits; only the mail is missing, and its code a decoy.
 */
export async function sendCode(
  deps: WriteDeps,
  { order_id: number, email }: WriteToolInput<'verify_identity'>,
  { identity, locale, signal }: ToolContext
): Promise<ProposalOutcome> {
  const nowMs = deps.now()
  const orderNumber = number.toLowerCase()
  const asked = await deps.codes.codesSince({
    sessionId: identity.sessionId,
    orderNumber,
    sinceMs: nowMs - CODE_WINDOW_MS,
  })
  const waitMs = waitForCode(asked, nowMs)
  if (waitMs > 0) return refuse({ reason: 'rate_limited', retryAfterMs: waitMs })

  const order = await patiently(deps, 'tool:get_order_status', (inner) => deps.shop.findOrderByNumber(number, inner))(
    signal
  )
  const given = email.trim().toLowerCase()
  const isTheirs =
    order !== null && given !== '' && equalsInConstantTime(order.billingEmail.trim().toLowerCase(), given)
  const [cardId, code, decoy] = [`code_${deps.chance.uuid()}`, deps.drawCode(), deps.chance.uuid()]
  await deps.codes.putCode({
    cardId,
    sessionId: identity.sessionId,
    orderNumber,
    // A decoy is the hash of something no card can type.
    codeHash: await hashCode(cardId, isTheirs ? code : decoy),
    triesLeft: CODE_TRIES,
    state: 'open',
    createdAt: nowMs,
    expiresAt: nowMs + CODE_LIFE_MS,
    lockedAt: null,
  })
  // Behind the answer, so that a mail takes no time a decoy does not.
  if (isTheirs) deps.background(mailCode(deps, { to: order.billingEmail, code, cardId, locale }))
  return ok({
    kind: 'code_sent',
    card: openCodeCard({ cardId, orderNumber: number, locale, expiresAtMs: nowMs + CODE_LIFE_MS }),
  })
}

const openCodeCard = (ask: { cardId: string; orderNumber: string; locale: string; expiresAtMs: number }): CodeCard => ({
  cardId: ask.cardId,
  orderNumber: ask.orderNumber,
  text: writeWord('code_text', ask.locale, { number: ask.orderNumber }),
  expiresAt: new Date(ask.expiresAtMs).toISOString(),
  triesLeft: CODE_TRIES,
  state: 'open',
})

/** The shopper may leave; the mail goes on. */
const lasting = () => new AbortController().signal

async function mailCode(
  deps: WriteDeps,
  { to, code, cardId, locale }: { to: string; code: string; cardId: string; locale: string }
): Promise<void> {
  try {
    const mail = {
      subject: writeWord('code_subject', locale, { code }),
      text: writeWord('code_mail', locale, { code }),
    }
    // Not by the queue, which would keep the code where only its hash may be. A code lives ten minutes: trying again now is all there is.
    await patiently(deps, 'mail', () => deps.mailShopper({ to, ...mail, locale, key: `code:${cardId}` }))(lasting())
  } catch (error) {
    deps.reportFault(error, 'mail')
  }
}
