import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildWidget } from './build-widget.ts'
import { bar } from './progress.ts'

/**
 * `npm run dev`: the embedded shop with the assistant on it, on this machine. Builds the widget, brings the local
 * database up to date, starts the Worker, indexes the shop's pages when there are none, and prints one address.
 */
const root = join(import.meta.dirname, '..')
const { values } = parseArgs({
  options: { port: { type: 'string', default: '8787' }, fresh: { type: 'boolean', default: false } },
})
const port = Number(values.port)
if (!Number.isInteger(port) || port < 1 || port > 65_535)
  fail(`--port wants a number from 1 to 65535, not "${values.port}"`)
const origin = `http://localhost:${port}`
const state = join(root, '.wrangler/state')

const env = {
  ...process.env,
  // No account, no network: nothing is asked of Cloudflare, and nothing is sent to it.
  CI: '1',
  WRANGLER_SEND_METRICS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  CLOUDFLARE_LOAD_DEV_VARS_FROM_DOT_ENV: 'false',
  X_LOCAL_OBSERVABILITY: 'false',
  X_LOCAL_EXPLORER: 'false',
}

function fail(why: string): never {
  console.error(`\n  ${why}\n`)
  return process.exit(1) as never
}

async function run(args: string[]): Promise<void> {
  const child = spawn('wrangler', args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  child.stdout.on('data', (bytes) => (said += bytes))
  child.stderr.on('data', (bytes) => (said += bytes))
  const [code] = (await once(child, 'close')) as [number]
  if (code !== 0) fail(`wrangler ${args.slice(0, 3).join(' ')} failed:\n\n${said}`)
}

/** Applying migrations costs four seconds, so it is done only when there is one that was not applied here. */
async function migrate(): Promise<void> {
  const names = readdirSync(join(root, 'migrations/d1'))
    .filter((name) => name.endsWith('.sql'))
    .join('\n')
  const mark = join(state, 'migrated')
  if (!values.fresh && existsSync(mark) && readFileSync(mark, 'utf8') === names) return
  say('Preparing the local database…')
  await run(['d1', 'migrations', 'apply', 'DB', '--local', '--persist-to', state])
  mkdirSync(state, { recursive: true })
  writeFileSync(mark, names)
}

const say = (line: string) => process.stdout.write(`  ${line}\n`)

/** Extra settings a person gave in the environment reach the Worker as vars. */
const PASSED = [
  'OPENAI_BASE_URL',
  'OPENAI_API_KEY',
  'OPENAI_MODEL',
  'EMBEDDINGS_BASE_URL',
  'EMBEDDINGS_API_KEY',
  'EMBEDDINGS_MODEL',
  'EMBEDDINGS_DIMENSIONS',
  'OTLP_ENDPOINT',
  'DEMO_LATENCY_MS',
  'DEMO_FAULTS',
]

async function start(): Promise<void> {
  const vars = [
    `SHOP_URL:${origin}`,
    ...PASSED.flatMap((name) => (process.env[name] ? [`${name}:${process.env[name]}`] : [])),
  ]
  const child = spawn(
    'wrangler',
    [
      'dev',
      '--port',
      String(port),
      '--ip',
      '127.0.0.1',
      '--persist-to',
      state,
      '--show-interactive-dev-session=false',
      ...vars.flatMap((each) => ['--var', each]),
    ],
    { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] }
  )
  const stop = () => child.kill('SIGINT')
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  // npm does not hand every signal on: when it is gone, so are we.
  const parent = process.ppid
  setInterval(() => process.ppid === parent || stop(), 1_000).unref()
  child.on('close', (code) => process.exit(code ?? 0))
  let said = ''
  const keep = (bytes: Buffer) => (said = (said + bytes.toString()).slice(-4_000))
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)

  for (let tries = 0; ; tries++) {
    if (child.exitCode !== null) fail(`The Worker did not start:\n\n${said}`)
    const isUp = await fetch(`${origin}/healthz`).then(
      (response) => response.ok,
      () => false
    )
    if (isUp) break
    if (tries > 300) fail(`The Worker did not answer within a minute:\n\n${said}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  // From here on what the Worker writes is shown as it is: one JSON line a turn.
  child.stdout.off('data', keep).on('data', showLogLines)
  child.stderr.off('data', keep).on('data', (bytes: Buffer) => process.stderr.write(bytes))
}

function showLogLines(bytes: Buffer): void {
  for (const line of bytes.toString().split('\n')) if (line.startsWith('{')) console.log(line)
}

type RunReport = { found: number; fetched: number; unchanged: number; changed: number; failed: number; done: boolean }

async function indexPages(): Promise<void> {
  const response = await fetch(`${origin}/demo/crawl`, { method: 'POST' })
  if (!response.ok || !response.body) fail(`The pages could not be indexed: the Worker answered ${response.status}.`)
  let last: RunReport | null = null
  let text = ''
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk
    const lines = text.split('\n')
    text = lines.pop() ?? ''
    for (const line of lines) {
      last = JSON.parse(line) as RunReport
      bar('Reading the shop’s pages', last.fetched + last.unchanged + last.failed, last.found)
    }
  }
  if (!last?.done) fail('Reading the shop’s pages was cut short. Start again to go on where it stopped.')
  say(
    `${last.found} pages: ${last.changed} new or changed, ${last.unchanged} unchanged${last.failed ? `, ${last.failed} unreadable` : ''}`
  )
}

/** Said before anything is started: another program's answer on our port would be taken for our Worker's. */
async function refuseTakenPort(): Promise<void> {
  const probe = createServer()
  probe.listen(port, '127.0.0.1')
  const [outcome] = await Promise.race([
    once(probe, 'listening').then(() => ['free']),
    once(probe, 'error').then(() => ['taken']),
  ])
  await new Promise((resolve) => probe.close(resolve))
  if (outcome === 'taken')
    fail(`Port ${port} is taken. Stop what runs there, or choose another: npm run dev -- --port ${port + 1}`)
}

await refuseTakenPort()
await buildWidget()
await migrate()
say('Starting the Worker…')
await start()
await indexPages()
console.log(`\n  Lumen & Leaf is open, with the assistant on it:  ${origin}\n`)
