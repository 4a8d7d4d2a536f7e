import type * as z from 'zod'
import { Fault, isFault } from '../../base/fault.ts'
import type { CallKeys } from '../../base/signed-call/scheme.ts'
import { signRequest } from '../../base/signed-call/sign-call.ts'
import { isAnswerSigned } from '../../base/signed-call/verify-call.ts'
import type { Chance, Clock } from '../../base/time.ts'
import {
  eventBatchSchema,
  healthReplySchema,
  pluginRoutes,
  writeReplySchema,
  type AddressAsk,
  type CancelAsk,
  type EventBatch,
  type HealthReply,
  type NoteAsk,
  type RefundAsk,
  type WriteReply,
} from '../../contracts/plugin-api.ts'

export type PluginClientDeps = {
  /** The site's address, with its sub-directory if it has one. */
  baseUrl: string
  keys: CallKeys
  fetch: typeof fetch
  now: Clock
  chance: Pick<Chance, 'uuid'>
}

/**
 * The plugin's signed routes. Every verb throws a Fault when the answer is missing, late, unsigned or garbled; after a
 * write that means "not known", and `settle` is how to know. Nothing in here retries a write.
 */
export type PluginClient = {
  refund(orderId: string, ask: RefundAsk, signal: AbortSignal): Promise<WriteReply>
  cancel(orderId: string, ask: CancelAsk, signal: AbortSignal): Promise<WriteReply>
  changeAddress(orderId: string, ask: AddressAsk, signal: AbortSignal): Promise<WriteReply>
  addNote(orderId: string, ask: NoteAsk, signal: AbortSignal): Promise<WriteReply>
  findWrite(key: string, signal: AbortSignal): Promise<WriteReply>
  /** What became of the key; if it was never seen, it never will be. Safe to repeat. */
  settle(key: string, signal: AbortSignal): Promise<WriteReply>
  health(signal: AbortSignal): Promise<HealthReply>
  eventsAfter(seq: number, signal: AbortSignal): Promise<EventBatch>
}

const ANSWER_MAX_CHARS = 1_000_000

export function openPluginClient(deps: PluginClientDeps): PluginClient {
  const post = (path: string, ask: unknown, signal: AbortSignal) =>
    callPlugin(deps, { method: 'POST', path, body: JSON.stringify(ask), schema: writeReplySchema }, signal)
  const get = <Schema extends z.ZodType>(path: string, schema: Schema, signal: AbortSignal) =>
    callPlugin(deps, { method: 'GET', path, body: '', schema }, signal)
  return {
    refund: (orderId, ask, signal) => post(pluginRoutes.refund(orderId), ask, signal),
    cancel: (orderId, ask, signal) => post(pluginRoutes.cancel(orderId), ask, signal),
    changeAddress: (orderId, ask, signal) => post(pluginRoutes.address(orderId), ask, signal),
    addNote: (orderId, ask, signal) => post(pluginRoutes.note(orderId), ask, signal),
    findWrite: (key, signal) => get(pluginRoutes.write(key), writeReplySchema, signal),
    settle: (key, signal) => post(pluginRoutes.settle(key), {}, signal),
    health: (signal) => get(pluginRoutes.health(), healthReplySchema, signal),
    eventsAfter: (seq, signal) => get(pluginRoutes.eventsAfter(seq), eventBatchSchema, signal),
  }
}

type Call<Schema extends z.ZodType> = { method: 'GET' | 'POST'; path: string; body: string; schema: Schema }

async function callPlugin<Schema extends z.ZodType>(
  deps: PluginClientDeps,
  { method, path, body, schema }: Call<Schema>,
  signal: AbortSignal
): Promise<z.infer<Schema>> {
  const nonce = deps.chance.uuid().replaceAll('-', '')
  const headers = await signRequest({ method, path, body, nowMs: deps.now(), nonce }, deps.keys[0])
  const url = `${deps.baseUrl.replace(/\/+$/, '')}/wp-json${path}`
  const { response, text } = await send(deps, url, { method, body, headers, signal })

  const { status } = response
  const isSigned = await isAnswerSigned({
    status,
    body: text,
    headers: response.headers,
    nonce,
    nowMs: deps.now(),
    keys: deps.keys,
  })
  if (!isSigned) throw unsignedFault(status)
  if (status >= 500) throw new Fault('upstream_5xx', { retryable: true, detail: String(status) })
  const parsed = schema.safeParse(parseJson(text))
  if (!parsed.success) throw new Fault('upstream_garbled', { retryable: false, detail: `${path} answered ${status}` })
  return parsed.data
}

async function send(
  deps: PluginClientDeps,
  url: string,
  {
    method,
    body,
    headers,
    signal,
  }: { method: string; body: string; headers: Record<string, string>; signal: AbortSignal }
): Promise<{ response: Response; text: string }> {
  try {
    const response = await deps.fetch(url, {
      method,
      headers: {
        ...headers,
        accept: 'application/json',
        ...(body === '' ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === '' ? {} : { body }),
      redirect: 'manual',
      signal,
    })
    const text = await response.text()
    if (text.length > ANSWER_MAX_CHARS) throw new Fault('upstream_garbled', { retryable: false, detail: 'too long' })
    return { response, text }
  } catch (cause) {
    if (isFault(cause)) throw cause
    if (signal.aborted && isFault(signal.reason)) throw signal.reason
    if (signal.aborted) throw new Fault('aborted', { retryable: false, cause })
    throw new Fault('upstream_unreachable', { retryable: true, cause })
  }
}

/** Anybody on the way can answer without our key, so an unsigned "no" proves nothing: it is a fault, not a refusal. */
function unsignedFault(status: number): Fault {
  if (status === 401 || status === 403)
    return new Fault('upstream_refused', { retryable: false, detail: String(status) })
  if (status >= 500) return new Fault('upstream_5xx', { retryable: true, detail: String(status) })
  return new Fault('upstream_garbled', { retryable: true, detail: `unsigned ${status}` })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Signed but not JSON: the schema refuses undefined for us.
    return undefined
  }
}
