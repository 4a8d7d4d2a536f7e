import { spawn, spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/**
 * The plugin's tests on a real WordPress: `node wp-plugin/test.ts [--core | file…]`. Installs what only they need when
 * it is missing, starts one WordPress, runs the tests, and ends everything it started. The exit code is that of the
 * tests; `--report=<file>` counts them. COUNTERHAND_TEST_URL names a WordPress that is running already; then none is started.
 */
const here = import.meta.dirname

/** One step after the other; what stands in one step runs side by side, because neither changes what the other reads. */
const STEPS = [
  [['a-setup']],
  [['contract'], ['session', 'page']],
  [
    [
      'session-refuses',
      'refunds',
      'events',
      'admin',
      'browser/settings',
      'browser/editor',
      'browser/with-worker',
      'y-places',
    ],
  ],
]
/** What `npm test` runs: the routes' contract, tokens and the widget on a page. The rest takes minutes. */
const CORE = STEPS.slice(0, 2)

const asked: string[] = process.argv.slice(2)
const isCore = asked.includes('--core')
const report = asked.find((each) => each.startsWith('--report='))?.slice('--report='.length)
const named: string[] = asked.filter((each) => !each.startsWith('--'))
const fileOf = (name: string) => join(here, 'tests', `${name}.test.ts`)
const steps =
  named.length > 0
    ? [[[fileOf('a-setup')]], [named.map((file) => resolve(file))]]
    : (isCore ? CORE : STEPS).map((step) => step.map((names) => names.map(fileOf)))

/** Packages of a folder of tests, installed once. */
function install(folder: string, mark: string): void {
  if (existsSync(join(folder, 'node_modules', mark))) return
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: 'inherit',
  })
  if (done.status !== 0) process.exit(done.status ?? 1)
}

const counts = { numPassedTests: 0, numFailedTests: 0 }
/** From the runner's own summary. */
const countIn = (text: string, what: 'pass' | 'fail') =>
  Number(new RegExp(`^ℹ ${what} (\\d+)$`, 'm').exec(text)?.[1] ?? 0)

/** Runs files one after another; what they say is printed when they are through, so that two runs do not mix. */
function runFiles(files: string[], url: string): Promise<number> {
  const args = ['--no-warnings', '--test', '--test-concurrency=1', '--test-reporter=spec', ...files]
  const child = spawn(process.execPath, args, { env: { ...process.env, COUNTERHAND_TEST_URL: url } })
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => said.push(bytes))
  return new Promise((done) =>
    child.once('close', (code) => {
      const text = Buffer.concat(said).toString()
      process.stdout.write(text)
      counts.numPassedTests += countIn(text, 'pass')
      counts.numFailedTests += countIn(text, 'fail')
      done(code ?? 1)
    })
  )
}

install(here, '@wp-playground/cli')
if (!isCore) install(join(here, '../e2e'), 'playwright-core')
const { startPlayground } = await import('./tests/rig/playground.ts')
const running = process.env['COUNTERHAND_TEST_URL']
const site = running ? null : await startPlayground({ php: process.env['COUNTERHAND_TEST_PHP'] ?? '8.3' })
const end = async (code: number) => {
  await site?.stop()
  process.exit(code)
}
process.on('SIGINT', () => void end(130))
process.on('SIGTERM', () => void end(143))

let failed = 0
for (const step of steps) {
  const codes = await Promise.all(step.map((files) => runFiles(files, running ?? site!.url)))
  failed ||= codes.find((code) => code !== 0) ?? 0
}
if (report) writeFileSync(report, JSON.stringify(counts))
await end(failed)
