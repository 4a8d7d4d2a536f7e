import type { Context } from 'hono'
import type * as z from 'zod'
import { isFault } from '../../base/fault.ts'
import { NONCE_KEEP_SECONDS, type CallKey, type SignatureRefusal } from '../../base/signed-call/scheme.ts'
import { signResponse } from '../../base/signed-call/sign-call.ts'
import { verifyRequest } from '../../base/signed-call/verify-call.ts'
import { SECOND_MS, type Clock } from '../../base/time.ts'
import { answerError } from '../answer-fault.ts'
import type { EdgeVariables } from '../edge-variables.ts'

export type SignedCallDeps = {
  now: Clock
  /** None where no plugin is set up: then every call is refused as one by an unknown key. */
  callKeys: readonly CallKey[]
  /** One atomic insert. Throws when the store is down: a call whose nonce cannot be burned is not acted on. */
  burnNonce(keyId: string, nonce: string, expiresAtMs: number): Promise<boolean>
  /** For the log: `accepted`, or why it was not believed. */
  callHeard(path: string, outcome: 'accepted' | SignatureRefusal['reason']): void
  report(error: unknown, requestId: string): void
}

type Act<Ask> = (ask: Ask, caller: { keyId: string }) => Promise<unknown>

/**
 * A door that the shop's plugin alone may use. Signature and nonce come before the body is looked at; whatever is
 * answered after that, a refusal and a fault too, is signed for this one question.
 */
export function signedCall<Schema extends z.ZodType>(
  deps: SignedCallDeps,
  schema: Schema,
  act: Act<z.output<Schema>>
): (c: Context<EdgeVariables>) => Promise<Response> {
  return async function signedDoor(c) {
    const raw = new Uint8Array(await c.req.arrayBuffer())
    const { pathname: path } = new URL(c.req.url)
    const nowMs = deps.now()
    const burnNonce = (keyId: string, nonce: string) =>
      deps.burnNonce(keyId, nonce, nowMs + NONCE_KEEP_SECONDS * SECOND_MS)
    const ask = { method: c.req.method, path, body: raw, headers: c.req.raw.headers, nowMs }
    const verified = await verifyRequest({ keys: deps.callKeys, burnNonce }, ask)
    deps.callHeard(path, verified.ok ? 'accepted' : verified.error.reason)
    if (!verified.ok) return answerError(c, 401, verified.error.reason, 'The signature of this call is not believed.')
    const { key, nonce } = verified.value
    const { status, body } = await answer(deps, c, { schema, act, raw, keyId: key.id })
    const text = JSON.stringify(body)
    const signed = await signResponse({ status, body: text, nowMs: deps.now(), nonce }, key)
    const headers = { ...signed, 'content-type': 'application/json', 'cache-control': 'no-store' }
    return new Response(text, { status, headers })
  }
}

type Acting<Schema extends z.ZodType> = {
  schema: Schema
  act: Act<z.output<Schema>>
  raw: Uint8Array
  keyId: string
}

async function answer<Schema extends z.ZodType>(
  deps: Pick<SignedCallDeps, 'report'>,
  c: Context<EdgeVariables>,
  { schema, act, raw, keyId }: Acting<Schema>
): Promise<{ status: number; body: unknown }> {
  const requestId = c.get('requestId')
  const parsed = schema.safeParse(parseJson(raw))
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') || 'body'
    return { status: 400, body: { code: 'bad_request', message: `${where}: not as the contract says`, requestId } }
  }
  try {
    return { status: 200, body: await act(parsed.data, { keyId }) }
  } catch (error) {
    deps.report(error, requestId)
    // The plugin tries again later whatever it was; that the fault is ours is all it needs to know.
    const status = isFault(error) ? 503 : 500
    return { status, body: { code: 'unavailable', message: 'Try again later.', requestId } }
  }
}

function parseJson(raw: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw))
  } catch {
    // Signed but not JSON: the schema refuses undefined for us.
    return undefined
  }
}
