import { equalsInConstantTime } from '../../base/secret-text.ts'
import type { CodeCard } from '../../contracts/frames.ts'
import type { VerifyOutcome } from '../../contracts/write-tools.ts'
import type { CodeRow } from '../../store/codes.ts'
import type { ToolContext } from '../toolbox/tool.ts'
import { auditStep } from '../writes/write-audit.ts'
import { writeWord } from '../writes/words.ts'
import type { WriteDeps } from '../writes/write-deps.ts'
import { PROOF_LIFE_MS } from './decide-code.ts'
import { hashCode } from './send-code.ts'

/**
 * The code as typed into its card. It goes no further than this comparison: no message, no model, no log has it.
 * A try is spent before anything is compared. `verified` is for the session to keep with its identity until `untilMs`.
 */
export async function checkCode(
  deps: WriteDeps,
  { cardId, code }: { cardId: string; code: string },
  context: ToolContext
): Promise<VerifyOutcome> {
  const startedMs = deps.now()
  const { sessionId } = context.identity
  const row = await deps.codes.spendTry({ cardId, sessionId, nowMs: startedMs })
  const outcome = row ? await compare(deps, row, code, context.locale) : ({ kind: 'not_open' } as const)
  await auditStep(deps, context, {
    step: 'verify',
    tool: 'verify_identity',
    status: outcome.kind === 'verified' ? 'done' : 'refused',
    reason: outcome.kind === 'verified' ? null : outcome.kind,
    input: { order_number: row?.orderNumber ?? null, tries_left: row?.triesLeft ?? null },
    startedMs,
  })
  return outcome
}

async function compare(deps: WriteDeps, row: CodeRow, code: string, locale: string): Promise<VerifyOutcome> {
  const nowMs = deps.now()
  if (equalsInConstantTime(row.codeHash, await hashCode(row.cardId, code))) {
    // Closed before it is believed: two right answers at once prove it once.
    if (!(await deps.codes.closeCode(row.cardId, 'verified', nowMs))) return { kind: 'not_open' }
    const untilMs = nowMs + PROOF_LIFE_MS
    return { kind: 'verified', orderNumber: row.orderNumber, untilMs, card: cardOf(row, 'verified', locale) }
  }
  if (row.triesLeft > 0) return { kind: 'wrong', card: cardOf(row, 'open', locale) }
  await deps.codes.closeCode(row.cardId, 'locked', nowMs)
  return { kind: 'wrong', card: cardOf(row, 'locked', locale) }
}

const cardOf = (row: CodeRow, state: CodeCard['state'], locale: string): CodeCard => ({
  cardId: row.cardId,
  orderNumber: row.orderNumber,
  text: writeWord('code_text', locale, { number: row.orderNumber }),
  expiresAt: new Date(row.expiresAt).toISOString(),
  triesLeft: row.triesLeft,
  state,
})
