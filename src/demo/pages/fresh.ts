import type { Context } from 'hono'

/** 53 bits of a page's text: enough to tell two versions of one page apart, and it needs no promise. */
export function textHash(text: string): string {
  let [high, low] = [0xdeadbeef, 0x41c6ce57]
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36)
}

/** An ETag decides alone when the client sends one; a date is only asked otherwise (RFC 9110, 13.2.2). */
export function isFresh(
  ask: { ifNoneMatch: string | undefined; ifModifiedSince: string | undefined },
  etag: string,
  changedMs: number
): boolean {
  if (ask.ifNoneMatch !== undefined) {
    return ask.ifNoneMatch.split(',').some((tag) => [etag, '*'].includes(tag.trim()))
  }
  const since = Date.parse(ask.ifModifiedSince ?? '')
  return !Number.isNaN(since) && changedMs < since + 1_000
}

/** Sends text that may be kept but must be asked about again each time; 304 when the client has it. */
export function answerFresh(c: Context, body: string, type: string, changedMs: number) {
  const etag = `W/"${textHash(body)}"`
  const headers = {
    'content-type': type,
    'cache-control': 'no-cache',
    etag,
    'last-modified': new Date(changedMs).toUTCString(),
    vary: 'Cookie',
  }
  const ask = { ifNoneMatch: c.req.header('if-none-match'), ifModifiedSince: c.req.header('if-modified-since') }
  return isFresh(ask, etag, changedMs) ? c.body(null, 304, headers) : c.body(body, 200, headers)
}
