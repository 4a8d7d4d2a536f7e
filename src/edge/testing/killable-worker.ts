import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../..')
const env = {
  ...process.env,
  CI: '1',
  WRANGLER_SEND_METRICS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  X_LOCAL_OBSERVABILITY: 'false',
  X_LOCAL_EXPLORER: 'false',
}

export async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** A local Worker over a folder of its own, which can be killed as a power cut would and started again over the same folder. */
export async function openKillableWorker(folder: string, vars: Record<string, string>) {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  let child: ChildProcess | null = null
  const all = { SHOP_URL: origin, ...vars }

  async function start(): Promise<void> {
    const args = [
      'dev',
      '--port',
      String(port),
      '--ip',
      '127.0.0.1',
      '--persist-to',
      folder,
      '--show-interactive-dev-session=false',
    ]
    for (const [name, value] of Object.entries(all)) args.push('--var', `${name}:${value}`)
    // A process group of its own: killing it takes wrangler and its workerd at once, with no chance to tidy up.
    child = spawn('wrangler', args, { cwd: root, env, stdio: 'ignore', detached: true })
    for (let tries = 0; tries < 300; tries++) {
      const isUp = await fetch(`${origin}/healthz`).then(
        (response) => response.ok,
        () => false
      )
      if (isUp) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error('the Worker did not start')
  }
  async function kill(): Promise<void> {
    if (child?.pid === undefined) return
    const gone = once(child, 'close')
    process.kill(-child.pid, 'SIGKILL')
    await gone
    child = null
  }
  async function migrate(): Promise<void> {
    const args = ['d1', 'migrations', 'apply', 'DB', '--local', '--persist-to', folder]
    const [code] = (await once(spawn('wrangler', args, { cwd: root, env, stdio: 'ignore' }), 'close')) as [number]
    if (code !== 0) throw new Error('migrations failed')
  }
  return { origin, start, kill, migrate }
}
