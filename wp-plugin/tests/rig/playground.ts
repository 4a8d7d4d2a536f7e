import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'
import { approvalKey, callKeys, RIG_KEY, tokenKey, webhookSecret } from './shop.ts'

const pluginRoot = join(import.meta.dirname, '../..')
const builds = join(pluginRoot, 'node_modules/@wp-playground/wordpress-builds')
const cli = join(pluginRoot, 'node_modules/@wp-playground/cli/wp-playground.js')

export type Playground = { url: string; dir: string; stop(): Promise<void> }

/** A real WordPress 6.5 in Node, with the plugin and WooCommerce's stand-in. Ready in some 15 s, needs no network. */
export async function startPlayground({ php = '8.3', workers = 2 } = {}): Promise<Playground> {
  const dir = mkdtempSync(join(tmpdir(), 'counterhand-wp-'))
  const wordpress = unpackWordPress(dir)
  const port = await freePort()
  const mount = (from: string, to: string) => ['--mount-dir', from, `/wordpress/wp-content/${to}`]
  const server = spawn(
    process.execPath,
    [
      cli,
      'server',
      `--port=${port}`,
      `--php=${php}`,
      `--workers=${workers}`,
      '--wordpress-install-mode=install-from-existing-files',
      '--mount-dir-before-install',
      wordpress,
      '/wordpress',
      ...mount(writeMustUse(dir), 'mu-plugins'),
      ...mount(join(pluginRoot, 'counterhand'), 'plugins/counterhand'),
      ...mount(join(pluginRoot, 'tests/stand-in'), 'plugins/woocommerce'),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] }
  )
  const stop = () => stopServer(server, dir)
  try {
    await whenReady(server)
    lightenRequests(wordpress)
    const url = `http://127.0.0.1:${port}`
    // The very first request is answered with a redirect of the playground's own.
    await fetch(url, { redirect: 'manual' })
    return { url, dir, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The npm package carries WordPress as a zip and its styles and scripts beside it. */
function unpackWordPress(dir: string): string {
  const wordpress = join(dir, 'wordpress')
  mkdirSync(wordpress)
  const files = unzipSync(readFileSync(join(builds, 'src/wordpress/wp-6.5.zip')))
  for (const [name, bytes] of Object.entries(files)) {
    if (name.endsWith('/')) continue
    mkdirSync(dirname(join(wordpress, name)), { recursive: true })
    writeFileSync(join(wordpress, name), bytes)
  }
  cpSync(join(builds, 'public/wp-6.5'), wordpress, { recursive: true, force: false })
  mkdirSync(join(wordpress, 'wp-content/uploads'), { recursive: true })
  return wordpress
}

/**
 * Every request starts a whole WordPress. Without shared memory the opcode cache lives in files, and reading those costs
 * twice what compiling does: 0.9 s of CPU a request with it, 0.4 s without. Timers run when a test fires them.
 */
function lightenRequests(wordpress: string): void {
  const file = join(wordpress, 'wp-config.php')
  const lines = "<?php ini_set( 'opcache.enable', '0' ); define( 'DISABLE_WP_CRON', true );"
  writeFileSync(file, readFileSync(file, 'utf8').replace('<?php', lines))
}

/** Keys as a wp-config.php would hold them, and the rig. `00-` is loaded first. */
function writeMustUse(dir: string): string {
  const folder = join(dir, 'mu-plugins')
  mkdirSync(folder)
  const constants: Record<string, string> = {
    RIG_KEY,
    COUNTERHAND_TOKEN_KEY_ID: tokenKey.id,
    COUNTERHAND_TOKEN_SECRET: tokenKey.secret,
    COUNTERHAND_CALL_KEY_ID: callKeys[0].id,
    COUNTERHAND_CALL_SECRET: callKeys[0].secret,
    COUNTERHAND_CALL_KEY_ID_2: callKeys[1].id,
    COUNTERHAND_CALL_SECRET_2: callKeys[1].secret,
    COUNTERHAND_APPROVAL_KEY_ID: approvalKey.id,
    COUNTERHAND_APPROVAL_SECRET: approvalKey.secret,
    COUNTERHAND_WEBHOOK_SECRET: webhookSecret,
  }
  const lines = Object.entries(constants).map(([name, value]) => `define( '${name}', '${value}' );`)
  writeFileSync(join(folder, '00-keys.php'), ['<?php', ...lines, ''].join('\n'))
  for (const name of ['rig.php', 'rig-measure.php', 'rig-gateway.php', 'class-rig-gateway.php']) {
    cpSync(join(import.meta.dirname, name), join(folder, 'rig', name))
  }
  writeFileSync(join(folder, 'load-rig.php'), "<?php\nrequire_once __DIR__ . '/rig/rig.php';\n")
  return folder
}

function whenReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const timer = setTimeout(() => reject(new Error(`WordPress did not start in 120 s: ${said}`)), 120_000)
    const hear = (bytes: Buffer) => {
      said += String(bytes)
      if (!said.includes('Ready!')) return
      clearTimeout(timer)
      resolve()
    }
    server.stdout?.on('data', hear)
    server.stderr?.on('data', hear)
    server.once('exit', (code) => {
      clearTimeout(timer)
      reject(new Error(`WordPress ended with ${code}: ${said}`))
    })
  })
}

async function stopServer(server: ChildProcess, dir: string): Promise<void> {
  if (server.exitCode === null && server.signalCode === null) {
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGTERM')
    const timer = setTimeout(() => server.kill('SIGKILL'), 5_000)
    await ended
    clearTimeout(timer)
  }
  if (existsSync(dir)) rmSync(dir, { recursive: true, force: true, maxRetries: 3 })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
