import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createTestHarness } from 'wrangler'
import { buildWidget } from '../../scripts/build-widget.ts'
import { openDoor, type Door } from './door.ts'

export type Target = { door: Door; close(): Promise<void> }

const root = join(import.meta.dirname, '../..')

/** A Worker somebody started: `npm run dev`. Its model, if any, is its own. */
export const knockAt = (url: string): Target => ({ door: openDoor(new URL(url).origin), close: async () => {} })

/** `rules`: the shop's rules for writes instead of its own, as KV keeps them. */
export type TargetAsk = { vars?: Record<string, string>; rules?: unknown }

/** A Worker of our own, the bundle that ships, with the embedded shop indexed. */
export async function startTarget({ vars = {}, rules }: TargetAsk): Promise<Target> {
  Object.assign(process.env, {
    WRANGLER_SEND_METRICS: 'false',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    CI: '1',
    WRANGLER_LOG: 'error',
  })
  if (!existsSync(join(root, 'dist/assets'))) await buildWidget()
  const server = createTestHarness({ root, workers: [{ configPath: './wrangler.toml', vars }] })
  const { url } = await server.listen()
  const worker = server.getWorker<Cloudflare.Env>()
  await worker.applyD1Migrations('DB')
  const { FLAGS } = await worker.getEnv()
  // One version is judged at a time.
  await FLAGS.put('flag:canary', '0')
  if (rules !== undefined) await FLAGS.put('rules:writes', JSON.stringify(rules))
  const crawl = await fetch(`${url.origin}/demo/crawl`, { method: 'POST' })
  await crawl.text()
  if (!crawl.ok) throw new Error(`the pages could not be indexed: HTTP ${crawl.status}`)
  return { door: openDoor(url.origin), close: () => server.close() }
}
