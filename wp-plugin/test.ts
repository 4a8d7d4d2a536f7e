import { spawn, spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The plugin's tests on a real WordPress: `node wp-plugin/test.ts [file…]`. Installs what only they need when it is
 * missing, starts one WordPress, runs the files one after another, and ends everything it started. The exit code is
 * that of the tests. COUNTERHAND_TEST_URL names a WordPress that is running already; then none is started.
 */
const here = import.meta.dirname

if (!existsSync(join(here, 'node_modules/@wp-playground/cli'))) {
  const installed = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: here, stdio: 'inherit' })
  if (installed.status !== 0) process.exit(installed.status ?? 1)
}

const asked = process.argv.slice(2)
const files = asked.length > 0 ? asked : globSync('tests/*.test.ts', { cwd: here }).toSorted().map((file) => join(here, file))
const running = process.env['COUNTERHAND_TEST_URL']
const { startPlayground } = await import('./tests/rig/playground.ts')
const site = running ? null : await startPlayground({ php: process.env['COUNTERHAND_TEST_PHP'] ?? '8.3' })
const end = async (code: number) => {
  await site?.stop()
  process.exit(code)
}
process.on('SIGINT', () => void end(130))
process.on('SIGTERM', () => void end(143))

const runner = spawn(
  process.execPath,
  ['--no-warnings', '--test', '--test-concurrency=1', '--test-reporter=spec', ...files],
  { stdio: 'inherit', env: { ...process.env, COUNTERHAND_TEST_URL: running ?? site?.url } }
)
runner.once('exit', (code) => void end(code ?? 1))
