import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { PLUGIN_NAMESPACE } from '../../contracts/plugin-api.ts'
import type { DemoPlugin } from './open-plugin.ts'

const BODY_MAX_BYTES = 256 * 1024

/** The stand-in over HTTP. Mount at `/wp-json`; the signed path is what comes after it. */
export function pluginRoutes(deps: { plugin: DemoPlugin }) {
  const app = new Hono()
  app.use('*', bodyLimit({ maxSize: BODY_MAX_BYTES }))
  app.all(`${PLUGIN_NAMESPACE}/*`, async (c) => {
    const path = new URL(c.req.url).pathname.replace(/^\/wp-json/, '')
    const headers = [...c.req.raw.headers] as [string, string][]
    const {
      status,
      body,
      headers: answered,
    } = await deps.plugin.call({
      method: c.req.method,
      path,
      body: await c.req.text(),
      headers,
    })
    return new Response(body, { status, headers: answered })
  })
  return app
}
