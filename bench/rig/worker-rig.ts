import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { convertV4MiniflareOptions, Miniflare, NoOpLog, type V4MiniflareOptions } from 'miniflare'
import { unstable_getMiniflareWorkerOptions } from 'wrangler'

const root = join(import.meta.dirname, '../..')
process.env.WRANGLER_SEND_METRICS = 'false'
process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false'
process.env.X_LOCAL_OBSERVABILITY = 'false'
process.env.X_LOCAL_EXPLORER = 'false'

/** Our Worker as it is deployed: the minified bundle, in workerd without wrangler's development proxies around it. */
export async function startWorker(vars: Record<string, string>): Promise<Rig> {
  const outdir = join(root, '.tmp/bench')
  execFileSync('wrangler', ['deploy', '--dry-run', '--env=', '--outdir', outdir, '--minify'], {
    cwd: root,
    stdio: 'pipe',
  })
  const { workerOptions } = unstable_getMiniflareWorkerOptions(join(root, 'wrangler.toml'))
  const { modulesRules: _rules, ...rest } = workerOptions as Record<string, unknown> & { bindings?: object }
  const rig = await start({
    ...(rest as V4MiniflareOptions),
    modules: [
      { type: 'ESModule', path: join(outdir, 'main.js'), contents: readFileSync(join(outdir, 'main.js'), 'utf8') },
    ],
    bindings: { ...rest.bindings, ...vars },
  } as V4MiniflareOptions)
  await migrate(rig.mf)
  return rig
}

/** A Worker given as text: what others are compared with. */
export const startScript = (script: string, options: object): Promise<Rig> =>
  start({ modules: true, script, compatibilityDate: '2026-11-01', ...options })

export type Rig = { mf: Miniflare; url: string; cpuMs(): number; stop(): Promise<void> }

async function start(options: V4MiniflareOptions): Promise<Rig> {
  const before = new Set(workerds())
  const mf = new Miniflare(
    convertV4MiniflareOptions({
      ...options,
      host: '127.0.0.1',
      port: 0,
      log: new NoOpLog(),
      // The Worker's own lines are read and dropped: standard output is the bench's JSON alone.
      handleStructuredLogs: () => undefined,
    })
  )
  const url = (await mf.ready).origin
  const pid = workerds().find((each) => !before.has(each))
  if (pid === undefined) throw new Error('no workerd process was started')
  return { mf, url, cpuMs: () => cpuMs(pid), stop: () => mf.dispose() }
}

/** Ids of this process's own workerd children. */
function workerds(): number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      const [, comm = '', rest = ''] = /\((.*)\) (.*)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? []
      return comm === 'workerd' && Number(rest.split(' ')[1]) === process.pid ? [Number(name)] : []
    } catch {
      // The process ended between the listing and the reading.
      return []
    }
  })
}

/** User and system time of a process so far, ms. The kernel counts in hundredths of a second. */
function cpuMs(pid: number): number {
  const rest = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(rest[11]) + Number(rest[12])) * 10
}

async function migrate(mf: Miniflare): Promise<void> {
  const db = await mf.getD1Database('DB')
  const folder = join(root, 'migrations/d1')
  for (const name of readdirSync(folder)
    .filter((each) => each.endsWith('.sql'))
    .sort()) {
    const path = join(folder, name)
    if (!statSync(path).isFile()) continue
    for (const statement of readFileSync(path, 'utf8').split(/-->\s*statement-breakpoint/)) {
      if (statement.trim()) await db.prepare(statement).run()
    }
  }
}
