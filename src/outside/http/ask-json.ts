import type * as z from 'zod'
import { Fault, isFault } from '../../base/fault.ts'

export type AskJson<Schema extends z.ZodType> = {
  fetch: typeof fetch
  method: 'GET' | 'POST'
  url: string
  headers: Record<string, string>
  /** JSON, or a form when it is already a string. */
  body?: unknown
  schema: Schema
}
export type Answered<Value> = { status: number; headers: Headers; value: Value }

const ANSWER_MAX_CHARS = 4_000_000

/** One exchange with a vendor. Throws a Fault that says whether to try again; no secret is in any message. */
export async function askJson<Schema extends z.ZodType>(
  ask: AskJson<Schema>,
  signal: AbortSignal
): Promise<Answered<z.infer<Schema>>> {
  const { response, text } = await exchange(ask, signal)
  if (!response.ok) throw faultOf(response, text)
  const parsed = ask.schema.safeParse(parseJson(text))
  if (!parsed.success) {
    throw new Fault('upstream_garbled', { retryable: false, detail: parsed.error.issues[0]?.path.join('.') ?? '' })
  }
  return { status: response.status, headers: response.headers, value: parsed.data }
}

async function exchange<Schema extends z.ZodType>(
  { fetch, method, url, headers, body }: AskJson<Schema>,
  signal: AbortSignal
): Promise<{ response: Response; text: string }> {
  const isJson = body !== undefined && typeof body !== 'string'
  try {
    const response = await fetch(url, {
      method,
      headers: { accept: 'application/json', ...(isJson ? { 'content-type': 'application/json' } : {}), ...headers },
      ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : (body as string) }),
      // Manual: a token must not follow a redirect to another host.
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

/** An empty body is what many vendors answer to a POST that worked. */
function parseJson(text: string): unknown {
  if (text.trim() === '') return null
  try {
    return JSON.parse(text)
  } catch {
    // Plain text, such as Slack's "ok": the schema decides whether it will do.
    return text
  }
}

function faultOf(response: Response, text: string): Fault {
  const { status } = response
  // The first words of a vendor's complaint, for the log; the log has its own scrubber.
  const detail = `${status} ${text.slice(0, 120)}`
  const isLimited = status === 429 || (status === 403 && response.headers.get('x-ratelimit-remaining') === '0')
  if (isLimited) {
    const seconds = Number(response.headers.get('retry-after'))
    return new Fault('upstream_rate_limited', {
      retryable: true,
      detail,
      ...(seconds > 0 ? { retryAfterMs: seconds * 1_000 } : {}),
    })
  }
  if (status >= 500) return new Fault('upstream_5xx', { retryable: true, detail })
  if (status === 401 || status === 403) return new Fault('upstream_refused', { retryable: false, detail })
  return new Fault('upstream_4xx', { retryable: false, detail })
}
