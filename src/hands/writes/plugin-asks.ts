import { minorDigits } from '../../base/money.ts'
import type { Address } from '../../contracts/order.ts'
import type { AddressAsk, CancelAsk, RefundAsk, RefundLineAsk, WireAddress } from '../../contracts/plugin-api.ts'
import type { WriteDraft } from './draft.ts'

export type WriteAuthority =
  | { kind: 'consent'; consentId: string }
  | { kind: 'approval'; consentId: string; token: string }
export type AskFacts = { key: string; sessionId: string; authority: WriteAuthority; policyHash: string }

export const wireLines = (draft: WriteDraft & { action: 'issue_refund' }): RefundLineAsk[] =>
  draft.quote.lines.map((line) => ({ line_id: line.lineId, quantity: line.quantity, amount_minor: line.amountMinor }))

export const wireAddress = (to: Address): WireAddress => ({
  first_name: to.firstName,
  last_name: to.lastName,
  company: to.company,
  address_1: to.address1,
  address_2: to.address2,
  city: to.city,
  state: to.state,
  postcode: to.postcode,
  country: to.country,
})

function commonFields(draft: WriteDraft, { key, sessionId, authority, policyHash }: AskFacts) {
  const { kind, consentId: consent_id } = authority
  const asked_by: RefundAsk['asked_by'] =
    draft.proof === 'account' && draft.customerId !== null
      ? { proof: 'account', customer_id: draft.customerId }
      : { proof: 'code' }
  return {
    v: 1,
    key,
    order_number: draft.orderNumber,
    session: sessionId,
    asked_by,
    authority: kind === 'approval' ? { kind, consent_id, token: authority.token } : { kind, consent_id },
    expected: {
      status: draft.expected.status,
      total_minor: draft.expected.totalMinor,
      refunded_minor: draft.expected.refundedMinor,
    },
    policy_hash: policyHash,
  } as const
}

export const refundAskOf = (draft: WriteDraft & { action: 'issue_refund' }, facts: AskFacts): RefundAsk => ({
  ...commonFields(draft, facts),
  amount_minor: draft.quote.amountMinor,
  currency: draft.quote.currency,
  minor_digits: minorDigits(draft.quote.currency),
  lines: wireLines(draft),
  shipping_minor: draft.quote.shippingMinor,
  reason: draft.reason,
})
export const cancelAskOf = (draft: WriteDraft, facts: AskFacts): CancelAsk => ({
  ...commonFields(draft, facts),
  reason: draft.reason,
})
export const addressAskOf = (
  draft: WriteDraft & { action: 'change_shipping_address' },
  facts: AskFacts
): AddressAsk => ({ ...commonFields(draft, facts), shipping: wireAddress(draft.address) })
