import { Hono } from 'hono'
import type { EdgeVariables } from '../edge-variables.ts'

/** One thing we lean on. `degraded` still serves; `down` does not. */
export type Dependency = {
  name: string
  state: 'ok' | 'degraded' | 'down' | 'off'
  latencyMs: number
  /** What it may take; absent where nothing is asked. */
  budgetMs?: number
  detail?: string
}
export type HealthDeps = { version: string; readiness(): Promise<Dependency[]> }

export function healthRoutes(deps: HealthDeps) {
  return new Hono<EdgeVariables>()
    .get('/healthz', (c) => c.json({ status: 'ok', version: deps.version }, 200, { 'cache-control': 'no-store' }))
    .get('/readyz', async (c) => {
      const dependencies = await deps.readiness()
      const isDown = dependencies.some((each) => each.state === 'down')
      const isDegraded = dependencies.some((each) => each.state === 'degraded')
      const status = isDown ? 'down' : isDegraded ? 'degraded' : 'ready'
      return c.json({ status, version: deps.version, dependencies }, isDown ? 503 : 200, {
        'cache-control': 'no-store',
      })
    })
}
