import { jwtVerify } from 'jose'
import { sha256Hex } from '../../base/bytes.ts'
import type { CallKey } from '../../base/signed-call/scheme.ts'
import {
  APPROVAL_AUDIENCE,
  APPROVAL_ISSUER,
  APPROVAL_TYPE,
  approvalClaimsSchema,
  canonicalAddress,
  type ApprovalClaims,
  type RefundLineAsk,
  type WireAddress,
} from '../../contracts/plugin-api.ts'

/** What the token must say, field by field, for this very ask. */
export type ApprovedAsk = {
  action: ApprovalClaims['action']
  orderId: string
  amountMinor: number
  currency: string
  lines: RefundLineAsk[]
  shippingMinor: number
  shipping: WireAddress | null
  policyHash: string
}

/** The token's jti, or null when anything about it is not for this ask. */
export async function checkApproval(
  token: string,
  ask: ApprovedAsk,
  deps: { keys: readonly CallKey[]; shopUrl: string; nowMs: number }
): Promise<string | null> {
  const claims = await readClaims(token, deps)
  if (!claims) return null
  const addressHash = ask.shipping ? await sha256Hex(canonicalAddress(ask.shipping)) : null
  const isForThis =
    claims.shop === deps.shopUrl &&
    claims.action === ask.action &&
    claims.order_id === ask.orderId &&
    claims.amount_minor === ask.amountMinor &&
    claims.currency === ask.currency &&
    JSON.stringify(claims.lines) === JSON.stringify(ask.lines) &&
    claims.shipping_minor === ask.shippingMinor &&
    claims.address_hash === addressHash &&
    claims.policy_hash === ask.policyHash
  return isForThis ? claims.jti : null
}

async function readClaims(
  token: string,
  deps: { keys: readonly CallKey[]; nowMs: number }
): Promise<ApprovalClaims | null> {
  try {
    const { payload } = await jwtVerify(
      token,
      ({ kid }) => {
        const key = deps.keys.find((each) => each.id === kid)
        if (!key) throw new Error('unknown key')
        return new TextEncoder().encode(key.secret)
      },
      {
        algorithms: ['HS256'],
        typ: APPROVAL_TYPE,
        issuer: APPROVAL_ISSUER,
        audience: APPROVAL_AUDIENCE,
        currentDate: new Date(deps.nowMs),
        requiredClaims: ['exp', 'iat', 'jti'],
      }
    )
    return approvalClaimsSchema.safeParse(payload).data ?? null
  } catch {
    // Forged, expired or of another kind: one refusal for all.
    return null
  }
}
