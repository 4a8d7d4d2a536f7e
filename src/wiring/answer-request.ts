import { isFault } from '../base/fault.ts'
import type { WorkerEnv } from '../env.ts'
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
    return await (demo ?? edgeFor(env)).fetch(request, undefined, ctx)
  } catch (error) {
    if (!isFault(error) || error.code !== 'misconfigured') throw error
    // Before anything is wired there is no log of ours to write to, and the one who deploys must read why.
    // oxlint-disable-next-line no-console -- see above.
    console.error(JSON.stringify({ event: 'misconfigured', detail: error.detail }))
    const message = 'This service is not set up yet. Its log says what is missing.'
    return Response.json({ code: 'misconfigured', message, requestId: '' }, { status: 503 })
  }
}
