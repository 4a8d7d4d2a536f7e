import { SignJWT } from 'jose'
import { sha256Hex } from '../../base/bytes.ts'
import type { CallKey } from '../../base/signed-call/scheme.ts'
import {
  APPROVAL_AUDIENCE,
  APPROVAL_ISSUER,
  APPROVAL_TYPE,
  canonicalAddress,
  type ApprovalClaims,
} from '../../contracts/plugin-api.ts'
import type { WriteDraft } from '../writes/draft.ts'
import { wireAddress, wireLines } from '../writes/plugin-asks.ts'

/** Minted when it is used, so it need not live longer than one call and its retries. */
export const APPROVAL_TOKEN_SECONDS = 10 * 60

const ACTION = { issue_refund: 'refund', cancel_order: 'cancel', change_shipping_address: 'address' } as const

export async function approvalClaims(
  draft: WriteDraft,
  facts: { shopUrl: string; jti: string; approver: string; policyHash: string; nowMs: number }
): Promise<ApprovalClaims> {
  const issued = Math.floor(facts.nowMs / 1_000)
  const money =
    draft.action === 'issue_refund'
      ? {
          amount_minor: draft.quote.amountMinor,
          currency: draft.quote.currency,
          lines: wireLines(draft),
          shipping_minor: draft.quote.shippingMinor,
        }
      : // Nothing is paid, but the claim keeps one shape; EUR stands for "no currency" on both sides.
        { amount_minor: 0, currency: 'EUR', lines: [], shipping_minor: 0 }
  return {
    iss: APPROVAL_ISSUER,
    aud: APPROVAL_AUDIENCE,
    jti: facts.jti,
    iat: issued,
    exp: issued + APPROVAL_TOKEN_SECONDS,
    shop: facts.shopUrl,
    action: ACTION[draft.action],
    order_id: draft.orderId,
    ...money,
    address_hash:
      draft.action === 'change_shipping_address' ? await sha256Hex(canonicalAddress(wireAddress(draft.address))) : null,
    policy_hash: facts.policyHash,
    approver: facts.approver,
  }
}

/** For the wiring: the one place that holds the approval key. */
export const openApprovalMint =
  (key: CallKey) =>
  (claims: ApprovalClaims): Promise<string> =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: APPROVAL_TYPE, kid: key.id })
      .sign(new TextEncoder().encode(key.secret))
