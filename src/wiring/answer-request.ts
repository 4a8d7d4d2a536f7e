import { isFault } from '../base/fault.ts'
import type { WorkerEnv } from '../env.ts'
import { within } from '../observability/current-span.ts'
import { demoCrawl } from './demo/demo-crawl.ts'
import { demoFor } from './demo/wire-demo.ts'
import { edgeFor } from './wire-edge.ts'
import { partsOf } from './parts.ts'

/** Demo pages where there is a demo, the public door otherwise. A Worker set up wrongly says so and does nothing. */
export async function answerRequest(request: Request, env: WorkerEnv, ctx: ExecutionContext): Promise<Response> {
  try {
    const parts = partsOf(env)
    const url = new URL(request.url)
    const demo = demoFor(env, parts.settings, url, async (hook) => edgeFor(env).fetch(hook))
    if (demo && url.pathname === '/demo/crawl' && request.method === 'POST') return demoCrawl(parts)
    return demo ? await demo.fetch(request, undefined, ctx) : await answerAtEdge(request, env, ctx)
  } catch (error) {
    if (!isFault(error) || error.code !== 'misconfigured') throw error
    // Before anything is wired there is no log of ours to write to, and the one who deploys must read why.
    // oxlint-disable-next-line no-console -- see above.
    console.error(JSON.stringify({ event: 'misconfigured', detail: error.detail }))
    const message = 'This service is not set up yet. Its log says what is missing.'
    return Response.json({ code: 'misconfigured', message, requestId: '' }, { status: 503 })
  }
}

/** Routes by name, so that a trace never holds an id or a query. */
const ROUTES = /^\/(healthz|readyz|chat\/[a-z]+|webhooks\/[a-z_]+|ops\/[a-z]+)/

/** The public door inside the span of its request; the session's turn becomes a part of the same trace. */
async function answerAtEdge(request: Request, env: WorkerEnv, ctx: ExecutionContext): Promise<Response> {
  const { seeing } = partsOf(env)
  const route = ROUTES.exec(new URL(request.url).pathname)?.[0] ?? '/'
  const attributes = { 'http.request.method': request.method, 'http.route': route }
  const span = seeing.start(`${request.method} ${route}`, attributes, request.headers.get('traceparent'))
  try {
    const asked = withTraceparent(request, span.traceparent())
    const response = await within(span, async () => edgeFor(env).fetch(asked, undefined, ctx))
    span.set({ 'http.response.status_code': response.status })
    if (response.status >= 500) span.fail(`http_${response.status}`)
    return response
  } finally {
    span.end()
    ctx.waitUntil(seeing.flush())
  }
}

/** Unchanged where nothing is traced: copying a request costs more than the span. */
function withTraceparent(request: Request, traceparent: string | null): Request {
  if (traceparent === null) return request
  const headers = new Headers(request.headers)
  headers.set('traceparent', traceparent)
  return new Request(request, { headers })
}
