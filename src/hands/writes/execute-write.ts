import { isFault } from '../../base/fault.ts'
import { toDecimal } from '../../base/money.ts'
import type { WriteReply } from '../../contracts/plugin-api.ts'
import type { ActionEntry } from '../../store/hash-action.ts'
import type { WriteDraft } from './draft.ts'
import { writeKeyOf } from './draft.ts'
import { onceOnly, patiently } from './patience.ts'
import { addressAskOf, cancelAskOf, refundAskOf, type WriteAuthority } from './plugin-asks.ts'
import type { WriteDeps } from './write-deps.ts'

export type WriteJob = {
  draft: WriteDraft
  draftHash: string
  sessionId: string
  turnId: string
  /** Who is answerable: the shopper's subject, or the approver's. */
  actor: string
  payer: string
  locale: string
  policyHash: string
  authority: WriteAuthority
  approvalId: string | null
}
export type WriteEnd =
  | { kind: 'done'; amountMinor: number | null; currency: string | null }
  | { kind: 'refused'; reason: string }
  /** Nothing was sent, so nothing can have moved. */
  | { kind: 'not_begun' }
  | { kind: 'in_doubt' }

/**
 * Claim → signed call with the key → record. A crash anywhere leaves the claim, and `reconcileWrites` asks the plugin
 * what became of its key. Two callers with one key: one sends, the other reads what came of it.
 */
export async function executeWrite(deps: WriteDeps, job: WriteJob, signal: AbortSignal): Promise<WriteEnd> {
  const consentId = job.authority.consentId
  const key = await writeKeyOf(deps.shopUrl, consentId, { ...job.draft, draftHash: job.draftHash })
  const claim = claimOf(job, key, deps.now())
  let isOurs: boolean
  try {
    isOurs = await deps.log.claimWrite(claim)
  } catch (error) {
    // Perhaps it was kept, perhaps not; nothing was sent either way, and reconciling voids a claim nobody sent.
    deps.reportFault(error, 'claim')
    return { kind: 'not_begun' }
  }
  if (!isOurs) return endOfRow(await deps.log.findOutcome(key))

  const startedMs = deps.now()
  const end = endOfReply(await sendOrSettle(deps, job, key, signal))
  await recordEnd(deps, claim, end, deps.now() - startedMs)
  return end
}

/** The shopper leaving does not stop a write that was sent: its own signal is ended by time alone. */
async function sendOrSettle(deps: WriteDeps, job: WriteJob, key: string, signal: AbortSignal): Promise<WriteReply> {
  const lasting = new AbortController().signal
  try {
    return await onceOnly(deps, 'plugin', (inner) => send(deps, job, key, inner))(signal.aborted ? signal : lasting)
  } catch (error) {
    deps.reportFault(error, 'write')
    return settleKey(deps, key)
  }
}

/** Asks what became of a key, and makes sure that nothing more will. `in_progress` when not even that can be known. */
export async function settleKey(deps: WriteDeps, key: string): Promise<WriteReply> {
  try {
    return await patiently(deps, 'plugin-settle', (inner) => deps.plugin.settle(key, inner))(
      new AbortController().signal
    )
  } catch (error) {
    if (!isFault(error)) throw error
    deps.reportFault(error, 'settle')
    return { outcome: 'in_progress', key }
  }
}

function send({ plugin }: WriteDeps, job: WriteJob, key: string, signal: AbortSignal): Promise<WriteReply> {
  const { draft, sessionId, authority, policyHash } = job
  const facts = { key, sessionId, authority, policyHash }
  switch (draft.action) {
    case 'issue_refund':
      return plugin.refund(draft.orderId, refundAskOf(draft, facts), signal)
    case 'cancel_order':
      return plugin.cancel(draft.orderId, cancelAskOf(draft, facts), signal)
    case 'change_shipping_address':
      return plugin.changeAddress(draft.orderId, addressAskOf(draft, facts), signal)
  }
}

export function endOfReply(reply: WriteReply): WriteEnd {
  switch (reply.outcome) {
    case 'done':
      return { kind: 'done', amountMinor: reply.amount_minor ?? null, currency: reply.currency ?? null }
    case 'refused':
      return { kind: 'refused', reason: reply.reason }
    case 'in_progress':
    case 'in_doubt':
    case 'unknown':
      return { kind: 'in_doubt' }
  }
}

type EndRow = { status: string; reason: string | null; amountMinor: number | null; input: unknown }

function endOfRow(row: EndRow | null): WriteEnd {
  if (row === null) return { kind: 'in_doubt' }
  if (row.status !== 'done') return { kind: 'refused', reason: row.reason ?? 'voided' }
  const { currency } = row.input as { currency?: string }
  return { kind: 'done', amountMinor: row.amountMinor, currency: currency ?? null }
}

type Claim = ActionEntry & { writeKey: string }

function claimOf(job: WriteJob, key: string, nowMs: number): Claim {
  const { draft } = job
  const money =
    draft.action === 'issue_refund' ? { minor: draft.quote.amountMinor, currency: draft.quote.currency } : null
  return {
    id: key,
    writeKey: key,
    sessionId: job.sessionId,
    turnId: job.turnId,
    tool: draft.action,
    toolVersion: 1,
    actor: job.actor,
    effect: draft.action === 'issue_refund' ? 'moves_money' : 'writes',
    input: {
      order_id: draft.orderId,
      order_number: draft.orderNumber,
      proof: draft.proof,
      draft_hash: job.draftHash,
      policy_hash: job.policyHash,
      approval_id: job.approvalId,
      locale: job.locale,
      ...(money ? { amount: toDecimal(money), currency: money.currency } : {}),
    },
    status: 'claimed',
    reason: null,
    durationMs: 0,
    at: nowMs,
    authority: job.approvalId ? `approval:${job.approvalId}` : `consent:${job.authority.consentId}`,
    payer: job.payer,
    amountMinor: money?.minor ?? null,
  }
}

/** True when this call wrote the end down, so that exactly one caller tells the shopper. */
export async function recordEnd(deps: WriteDeps, claim: Claim, end: WriteEnd, durationMs: number): Promise<boolean> {
  const row = { ...claim, durationMs, at: deps.now() }
  try {
    if (end.kind === 'done') {
      const result = { amount_minor: end.amountMinor, currency: end.currency }
      return await deps.log.endWrite({ ...row, status: 'done', result, amountMinor: end.amountMinor })
    }
    if (end.kind === 'refused') return await deps.log.endWrite({ ...row, status: 'refused', reason: end.reason })
    await deps.log.recordAction({ ...row, id: `${claim.writeKey}.doubt`, status: 'in_doubt', reason: 'not_known' })
    await openDoubtTicket(deps, claim)
  } catch (error) {
    // The claim stands, so reconciling finds the same end again and writes it down then.
    deps.reportFault(error, 'record')
  }
  return false
}

async function openDoubtTicket(deps: WriteDeps, claim: Claim): Promise<void> {
  await deps.openTicket({
    id: `tkt_${claim.writeKey.slice(-24)}`,
    sessionId: claim.sessionId,
    turnId: claim.turnId,
    reason: 'refund_in_doubt',
    subject: `In doubt: ${claim.tool}`,
    body: `What became of ${claim.writeKey} is not known yet. It is asked for again until it is.`,
    state: 'open',
    openedAt: deps.now(),
  })
}
