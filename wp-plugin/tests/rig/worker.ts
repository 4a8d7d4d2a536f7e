import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { siteUrl, tokenKey } from './shop.ts'

const root = join(import.meta.dirname, '../../..')
const env = {
  ...process.env,
  CI: '1',
  WRANGLER_SEND_METRICS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  X_LOCAL_OBSERVABILITY: 'false',
  X_LOCAL_EXPLORER: 'false',
  PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}`,
}

export type Worker = { url: string; stop(): Promise<void> }

/** The real Worker in `wrangler dev`, on an origin of its own, with this WordPress's token key and origin. */
export async function startWorker(port = 8_931): Promise<Worker> {
  const state = mkdtempSync(join(tmpdir(), 'counterhand-worker-'))
  await finished(spawn('node', ['scripts/build-widget.ts'], { cwd: root, env, stdio: 'ignore' }))
  const migrate = ['d1', 'migrations', 'apply', 'DB', '--local', '--persist-to', state]
  await finished(spawn('wrangler', migrate, { cwd: root, env, stdio: 'ignore' }))
  const url = `http://127.0.0.1:${port}`
  const vars = [
    `SHOP_URL:${url}`,
    `ALLOWED_ORIGINS:${new URL(siteUrl).origin}`,
    `TOKEN_KEYS:${JSON.stringify({ [tokenKey.id]: tokenKey.secret })}`,
  ]
  const args = ['dev', '--port', String(port), '--ip', '127.0.0.1', '--persist-to', state]
  const child = spawn(
    'wrangler',
    [...args, '--show-interactive-dev-session=false', ...vars.flatMap((each) => ['--var', each])],
    { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true }
  )
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes) => (said = (said + String(bytes)).slice(-3_000)))
  const stop = () => end(child, state)
  try {
    await whenUp(url, child)
    const crawl = await fetch(`${url}/demo/crawl`, { method: 'POST' })
    await crawl.text()
    return { url, stop }
  } catch (cause) {
    await stop()
    throw new Error(`The Worker did not start: ${said}`, { cause })
  }
}

async function whenUp(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`)
    const isUp = await fetch(`${url}/healthz`).then(
      (response) => response.ok,
      () => false
    )
    if (isUp) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('no answer in two minutes')
}

async function finished(child: ChildProcess): Promise<void> {
  const [code] = (await once(child, 'close')) as [number]
  if (code !== 0) throw new Error(`${child.spawnargs.join(' ')} ended with ${code}`)
}

/** wrangler starts children of its own; they are in one group, and end with it. */
async function end(child: ChildProcess, state: string): Promise<void> {
  if (child.exitCode === null && child.pid) {
    const ended = once(child, 'close')
    process.kill(-child.pid, 'SIGTERM')
    const timer = setTimeout(() => child.pid && process.kill(-child.pid, 'SIGKILL'), 8_000)
    await ended
    clearTimeout(timer)
  }
  rmSync(state, { recursive: true, force: true, maxRetries: 3 })
}
