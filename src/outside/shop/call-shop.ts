import type * as z from 'zod'
import { Fault, isFault } from '../../base/fault.ts'
import type { Chance, Clock } from '../../base/time.ts'
import { authorizeGet, type ShopKeys } from './authorize.ts'
import { errorWire } from './wire.ts'

export type ShopDeps = ShopKeys & {
  /** The site's address, with its sub-directory if it has one. */
  baseUrl: string
  fetch: typeof fetch
  now: Clock
  chance: Pick<Chance, 'uuid'>
}

/** WooCommerce's ways to say that there is no such thing. Any other 404 is a shop set up wrongly, not an answer. */
const NO_SUCH_THING = new Set(['woocommerce_rest_shop_order_invalid_id', 'wc_user_invalid_id'])
/** A hundred orders are a third of a megabyte. */
const ANSWER_MAX_CHARS = 8_000_000

/** GET below `/wp-json/wc/v3`. Null when WooCommerce says there is no such thing; throws a Fault for all else. */
export async function readShop<Schema extends z.ZodType>(
  deps: ShopDeps,
  ask: { path: string; params?: Record<string, string>; schema: Schema },
  signal: AbortSignal
): Promise<{ body: z.infer<Schema>; total: number } | null> {
  const response = await send(deps, ask.path, ask.params ?? {}, signal)
  const text = await readText(response, signal)
  if (!response.ok) {
    const fault = faultOf(response, text)
    if (fault === null) return null
    throw fault
  }
  const parsed = ask.schema.safeParse(parseJson(text))
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.')
    throw new Fault('upstream_garbled', { retryable: false, detail: `${ask.path} at ${where}` })
  }
  return { body: parsed.data, total: Number(response.headers.get('x-wp-total') ?? 0) }
}

async function send(
  deps: ShopDeps,
  path: string,
  params: Record<string, string>,
  signal: AbortSignal
): Promise<Response> {
  const url = `${deps.baseUrl.replace(/\/+$/, '')}/wp-json/wc/v3${path}`
  const nonce = deps.chance.uuid().replaceAll('-', '')
  const ready = await authorizeGet(url, params, deps, { nowMs: deps.now(), nonce })
  try {
    // Manual: the key must not follow a redirect to another host.
    return await deps.fetch(ready.url, {
      headers: { ...ready.headers, accept: 'application/json' },
      redirect: 'manual',
      signal,
    })
  } catch (cause) {
    throw unreachableShop(cause, signal)
  }
}

async function readText(response: Response, signal: AbortSignal): Promise<string> {
  try {
    const text = await response.text()
    if (text.length > ANSWER_MAX_CHARS) throw new Fault('upstream_garbled', { retryable: false, detail: 'too long' })
    return text
  } catch (cause) {
    if (isFault(cause)) throw cause
    throw unreachableShop(cause, signal)
  }
}

/** Our own timeout aborts with a Fault as its reason; that one tells more than the vendor's AbortError. */
function unreachableShop(cause: unknown, signal: AbortSignal): Fault {
  if (signal.aborted && isFault(signal.reason)) return signal.reason
  if (signal.aborted) return new Fault('aborted', { retryable: false, cause })
  return new Fault('upstream_unreachable', { retryable: true, cause })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    // A maintenance page, or a PHP notice printed before the JSON: often gone the next second.
    throw new Fault('upstream_garbled', { retryable: true, cause, detail: 'not JSON' })
  }
}

function codeOf(text: string): string {
  try {
    return errorWire.safeParse(JSON.parse(text)).data?.code ?? ''
  } catch {
    // An HTML error page has no code, and its status says enough.
    return ''
  }
}

/** Null means "no such thing". `retryable` is decided here, where the status is known. */
function faultOf(response: Response, text: string): Fault | null {
  const { status } = response
  const code = codeOf(text)
  const detail = code ? `${status} ${code}` : String(status)
  if (status === 404 && NO_SUCH_THING.has(code)) return null
  if (status === 429) {
    const seconds = Number(response.headers.get('retry-after'))
    const wait = seconds > 0 ? { retryAfterMs: seconds * 1_000 } : {}
    return new Fault('upstream_rate_limited', { retryable: true, detail, ...wait })
  }
  if (status >= 500) return new Fault('upstream_5xx', { retryable: true, detail })
  if (status === 401 || status === 403) return new Fault('upstream_refused', { retryable: false, detail })
  if (status >= 300 && status < 400) return new Fault('misconfigured', { retryable: false, detail: 'shop redirects' })
  return new Fault('upstream_4xx', { retryable: false, detail })
}
