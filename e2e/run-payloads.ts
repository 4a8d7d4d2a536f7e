import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { buildWidget } from '../scripts/build-widget.ts'
import { launchBrowser, openChat, PHONE, panel } from './rig.ts'
import { openFakeEdge } from './testing/fake-edge.ts'
import { script } from './testing/scripts.ts'
import { watchForHarm, type Harm } from './testing/xss-watch.ts'

/**
 * Runs every payload of the given files (or folders of .jsonl files, a `payload` or `text` in each line) through the
 * real widget as an assistant's answer, a source's title, an order's item and a notice, and counts what it did.
 *
 *     node e2e/run-payloads.ts PATH... [--json]
 */
const PER_PAGE = 150

const paths = process.argv.slice(2).filter((each) => !each.startsWith('--'))
const files = paths.flatMap((path) =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => name.endsWith('.jsonl'))
        .map((name) => join(path, name))
    : [path]
)

function readPayloads(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line) => {
      const row = JSON.parse(line) as { payload?: unknown; text?: unknown }
      const payload = row.payload ?? row.text
      return typeof payload === 'string' ? [payload] : []
    })
}

async function runPage(browser: Browser, assets: string, payloads: string[]): Promise<Harm> {
  const edge = await openFakeEdge(assets, script)
  const context = await browser.newContext({ viewport: PHONE })
  const page = await context.newPage()
  const harm = await watchForHarm(page, [edge.shopUrl, edge.edgeUrl])
  await page.goto(edge.shopUrl)
  edge.session.mode = 'waiting'
  await openChat(page)
  await panel(page).locator('.greeting').waitFor()
  payloads.forEach((text, no) => {
    edge.session.push({ type: 'start', messageId: `a${no}`, messageMetadata: { turnId: `t${no}`, replyTo: '' } })
    edge.session.push({ type: 'text-delta', id: 't', delta: text })
    edge.session.push({ type: 'source-url', sourceId: 's', url: text, title: text })
    edge.session.push({ type: 'finish', messageMetadata: { outcome: 'answered', offerPerson: false } })
    edge.session.push({ type: 'data-notice', id: `n${no}`, data: { kind: 'order_moved', text } })
  })
  await page.waitForFunction((count) => {
    const log = document.querySelector('#counterhand')?.shadowRoot?.lastElementChild?.shadowRoot
    return (log?.querySelectorAll('.notice').length ?? 0) >= count
  }, payloads.length)
  await page.mouse.move(200, 400)
  await page.waitForTimeout(200)
  const seen = await harm()
  await context.close()
  await edge.close()
  return seen
}

const assets = mkdtempSync(join(tmpdir(), 'counterhand-widget-'))
await buildWidget(assets)
const browser = await launchBrowser()
const total = { payloads: 0, scriptExecutions: 0, foreignRequests: 0, foreignElements: 0, layoutEscapes: 0 }
const seen: string[] = []
try {
  const payloads = files.flatMap(readPayloads)
  for (let at = 0; at < payloads.length; at += PER_PAGE) {
    const some = payloads.slice(at, at + PER_PAGE)
    const harm = await runPage(browser, assets, some)
    total.payloads += some.length
    total.scriptExecutions += harm.dialogs + harm.calls.length
    total.foreignRequests += harm.requests.length
    total.foreignElements += harm.elements.length
    total.layoutEscapes += harm.escapes.length
    seen.push(...harm.calls, ...harm.requests, ...harm.elements, ...harm.escapes)
  }
} finally {
  await browser.close()
  rmSync(assets, { recursive: true, force: true })
}
process.stdout.write(
  `${JSON.stringify({ ...total, seen: seen.slice(0, 20) }, null, process.argv.includes('--json') ? 0 : 2)}\n`
)
const isClean = seen.length === 0 && total.payloads > 0 && total.scriptExecutions === 0
process.exitCode = isClean ? 0 : 1
