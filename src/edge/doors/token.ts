import { jwtVerify } from 'jose'
import { ok, refuse, type Result } from '../../base/result.ts'
import { claimsSchema, TOKEN_AUDIENCE, TOKEN_ISSUER, TOKEN_MAX_SECONDS, type Claims } from '../../contracts/claims.ts'

export type TokenKeys = ReadonlyMap<string, string>
export type TokenRefusal = { reason: 'missing' } | { reason: 'expired' } | { reason: 'invalid'; detail: string }

const CLOCK_SKEW_SECONDS = 30
const encoder = new TextEncoder()
const bearer = (header: string | undefined): string | null =>
  /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(header ?? '')?.[1] ?? null

/**
 * Checks a shopper's or a colleague's token: HS256 and nothing else, a key we hold by its `kid` (two live keys are a
 * rotation), issuer, audience, times within 30 s of ours, at most 15 minutes of life, claims of the contract's shape.
 */
export async function checkToken(
  authorization: string | undefined,
  keys: TokenKeys,
  nowMs: number
): Promise<Result<Claims, TokenRefusal>> {
  const token = bearer(authorization)
  if (token === null) return refuse({ reason: 'missing' })
  try {
    const { payload } = await jwtVerify(token, ({ kid }) => keyNamed(keys, kid), {
      // Pinned: the header's own `alg` never chooses how it is checked, and `none` is not a choice.
      algorithms: ['HS256'],
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
      clockTolerance: CLOCK_SKEW_SECONDS,
      currentDate: new Date(nowMs),
      requiredClaims: ['exp', 'iat', 'sub', 'sid'],
    })
    const claims = claimsSchema.safeParse(payload)
    if (!claims.success) return refuse({ reason: 'invalid', detail: `claim ${claims.error.issues[0]?.path.join('.')}` })
    const problem = timesProblem(claims.data, nowMs)
    return problem ? refuse({ reason: 'invalid', detail: problem }) : ok(claims.data)
  } catch (error) {
    const code = (error as { code?: unknown }).code
    return code === 'ERR_JWT_EXPIRED'
      ? refuse({ reason: 'expired' })
      : refuse({ reason: 'invalid', detail: String(code) })
  }
}

function timesProblem({ iat, exp }: Claims, nowMs: number): string | null {
  if (exp - iat > TOKEN_MAX_SECONDS) return 'lives too long'
  return iat > nowMs / 1_000 + CLOCK_SKEW_SECONDS ? 'issued in the future' : null
}

/** Imported once an isolate: importing costs as much as checking. */
const imported = new Map<string, Promise<CryptoKey>>()

function keyNamed(keys: TokenKeys, kid: string | undefined): Promise<CryptoKey> {
  const secret = keys.get(kid ?? '')
  if (secret === undefined) throw Object.assign(new Error('unknown key'), { code: 'unknown_kid' })
  const known = imported.get(secret)
  if (known) return known
  const hmac = { name: 'HMAC', hash: 'SHA-256' }
  const key = crypto.subtle.importKey('raw', encoder.encode(secret), hmac, false, ['verify'])
  imported.set(secret, key)
  return key
}
