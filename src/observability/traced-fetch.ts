import { currentSpan } from './current-span.ts'
import { NO_SPAN } from './span.ts'

/**
 * The same fetch with a client span around each call and `traceparent` on it, so that the other side's own tracing joins
 * ours. For the shop only: nobody else is told our ids. The span ends with the answer's head, not its body.
 */
export function tracedFetch(send: typeof fetch): typeof fetch {
  return (input, init) => {
    const parent = currentSpan()
    if (parent === NO_SPAN) return send(input, init)
    const request = new Request(input, init)
    const url = new URL(request.url)
    const template = templateOf(url.pathname)
    const attributes = {
      'http.request.method': request.method,
      'url.scheme': url.protocol.slice(0, -1),
      'url.template': template,
      'server.address': url.hostname,
      'server.port': Number(url.port) || (url.protocol === 'https:' ? 443 : 80),
    }
    return parent.span(`${request.method} ${template}`, attributes, async (span) => {
      const header = span.traceparent()
      if (header !== null) request.headers.set('traceparent', header)
      const response = await send(request, init?.signal ? { signal: init.signal } : undefined)
      span.set({ 'http.response.status_code': response.status })
      if (response.status >= 400) span.fail(String(response.status))
      return response
    })
  }
}

/** Segments that hold an id lose it: `/wp-json/wc/v3/orders/1042` is `/wp-json/wc/v3/orders/:id`. Never a query. */
export const templateOf = (path: string): string =>
  path
    .split('/')
    .map((segment) => (/^v\d$/.test(segment) || !/\d|%|[^\w.-]/.test(segment) ? segment : ':id'))
    .join('/')
