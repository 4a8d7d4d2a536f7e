import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildWidget } from './build-widget.ts'

/**
 * `npm test`: everything that can be tested on this machine, layer by layer, cheapest first. A layer that fails does
 * not stop the others: one run tells all there is to mend. Ends with one line of counts.
 */
const root = join(import.meta.dirname, '..')
const reports = join(root, '.tmp/reports')
// Workerd writes through to disk at every step; a memory file system makes its storage about ten times as fast.
const scratch = process.platform === 'linux' && existsSync('/dev/shm') ? '/dev/shm' : undefined
const env = {
  ...process.env,
  ...(scratch ? { TMPDIR: scratch } : {}),
  WRANGLER_SEND_METRICS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  X_LOCAL_OBSERVABILITY: 'false',
  X_LOCAL_EXPLORER: 'false',
}

type Layer = { name: string; command: string[]; report?: string; needs?: string }

const vitest = (project: string): Layer => {
  const report = join(reports, `${project}.json`)
  const command = [
    'vitest',
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]
  return { name: project, command, report }
}
/** One step after another; the layers of one step run side by side, because they mostly wait. */
const STEPS: Layer[][] = [
  [{ name: 'format', command: ['oxfmt', '--check', '.'] }],
  [{ name: 'lint', command: ['npm', 'run', '-s', 'lint'] }],
  [
    { name: 'types', command: ['tsc'] },
    { name: 'types of the widget', command: ['tsc', '-p', 'src/widget'] },
  ],
  [
    vitest('unit'),
    { ...vitest('workers'), needs: 'rigs/postgres' },
    {
      name: 'plugin',
      command: ['node', 'wp-plugin/test.ts', '--core', `--report=${join(reports, 'plugin.json')}`],
      report: join(reports, 'plugin.json'),
    },
  ],
  [{ name: 'types of the browser tests', command: ['tsc', '-p', 'e2e'], needs: 'e2e' }],
  [
    {
      name: 'lint of the browser tests',
      command: ['oxlint', '--type-aware', '--deny-warnings', 'e2e', 'bench/widget.ts', 'wp-plugin/tests/browser'],
    },
  ],
  [vitest('door'), vitest('browser')],
]

/** What it says is shown as it says it, or when it is through where it is not alone: two at once cannot be read. */
async function run(command: string[], isAlone: boolean, cwd = root): Promise<boolean> {
  const child = spawn(command[0]!, command.slice(1), { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let held = ''
  const show = (bytes: Buffer) => (isAlone ? void process.stdout.write(bytes) : void (held += bytes.toString()))
  child.stdout.on('data', show)
  child.stderr.on('data', show)
  const [code] = (await once(child, 'close')) as [number | null]
  process.stdout.write(held)
  return code === 0
}

/** Heavy test-only packages live in folders of their own and are installed when a layer first needs them. */
async function install(folder: string): Promise<boolean> {
  if (existsSync(join(root, folder, 'node_modules/.package-lock.json'))) return true
  return run(['npm', 'ci', '--no-audit', '--no-fund'], true, join(root, folder))
}

type Counts = { passed: number; failed: number }
/** A layer without a report of its own counts as one test. */
function countsOf(layer: Layer, isGood: boolean): Counts {
  if (!layer.report || !existsSync(layer.report)) return { passed: isGood ? 1 : 0, failed: isGood ? 0 : 1 }
  const report = JSON.parse(readFileSync(layer.report, 'utf8')) as { numPassedTests: number; numFailedTests: number }
  // A file that cannot even load fails no test of its own, and is a failure all the same.
  return { passed: report.numPassedTests, failed: Math.max(report.numFailedTests, isGood ? 0 : 1) }
}

rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })
await buildWidget()

const lines: string[] = []
const total: Counts = { passed: 0, failed: 0 }
async function runLayer(layer: Layer, isAlone: boolean): Promise<void> {
  const startedMs = performance.now()
  const isGood = (layer.needs === undefined || (await install(layer.needs))) && (await run(layer.command, isAlone))
  const counts = countsOf(layer, isGood)
  total.passed += counts.passed
  total.failed += counts.failed
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1).padStart(6)
  const verdict = isGood ? 'good  ' : 'FAILED'
  lines.push(`${seconds} s  ${verdict}  ${layer.name}: ${counts.passed} passed, ${counts.failed} failed`)
}

for (const step of STEPS) {
  console.log(`\n── ${step.map((layer) => layer.name).join(', ')}`)
  await Promise.all(step.map((layer) => runLayer(layer, step.length === 1)))
}
console.log(`\n${lines.join('\n')}\n\n${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed > 0 ? 1 : 0
