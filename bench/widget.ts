import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { field, launchBrowser, PHONE, type Browser, type CDPSession, type Page } from '../e2e/rig.ts'
import { openFakeEdge, type FakeEdge } from '../e2e/testing/fake-edge.ts'
import { script } from '../e2e/testing/scripts.ts'
import { buildWidget, type WidgetBuild } from '../scripts/build-widget.ts'

/**
 * What the widget costs a shopper's phone: bytes before and after opening, and main-thread time in Chromium with the
 * processor slowed down four times. The same page without the loader is measured in the same run.
 *
 *     node bench/widget.ts [--json]
 */
const RUNS = 9
const SLOWDOWN = 4
/** After an act, until nothing moves any more. */
const QUIET_MS = 600

type Bytes = { raw: number; gzip: number; brotli: number }
/** Milliseconds of main-thread work. */
type Work = { taskMs: number; scriptMs: number }

const bytesOf = (...files: Buffer[]): Bytes => ({
  raw: sum(files.map((file) => file.length)),
  gzip: sum(files.map((file) => gzipSync(file, { level: 9 }).length)),
  brotli: sum(files.map((file) => brotliCompressSync(file).length)),
})
const sum = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0)

function measureBytes({ files, panelName }: WidgetBuild) {
  const file = (name: string) => files.get(`${name}.js`)!
  const languages = ['en', 'de', 'fr', 'es', 'ja', 'ar']
  const heaviest = languages.map((name) => file(`${panelName}-${name}`)).sort((a, b) => gzip(b) - gzip(a))[0]!
  return {
    beforeOpening: bytesOf(file('loader')),
    openingAddsInEnglish: bytesOf(file(panelName), file(`${panelName}-en`)),
    openingAddsAtMost: bytesOf(file(panelName), heaviest),
  }
}
const gzip = (file: Buffer) => gzipSync(file, { level: 9 }).length

async function readWork(session: CDPSession): Promise<Work> {
  const { metrics } = await session.send('Performance.getMetrics')
  const seconds = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0
  return { taskMs: seconds('TaskDuration') * 1_000, scriptMs: seconds('ScriptDuration') * 1_000 }
}
const minus = (after: Work, before: Work): Work => ({
  taskMs: after.taskMs - before.taskMs,
  scriptMs: after.scriptMs - before.scriptMs,
})

async function measured(session: CDPSession, act: () => Promise<unknown>): Promise<Work> {
  const before = await readWork(session)
  await act()
  return minus(await readWork(session), before)
}

/** One shopper: load, open, ask. `withLoader` false is the same page with the script blocked. */
async function runOnce(browser: Browser, edge: FakeEdge, withLoader: boolean) {
  const context = await browser.newContext({ viewport: PHONE })
  const page: Page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Performance.enable')
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWDOWN })
  if (!withLoader) await page.route('**/widget/loader.js', (route) => route.abort())
  const load = await measured(session, async () => {
    await page.goto(edge.shopUrl, { waitUntil: 'load' })
    await page.waitForTimeout(QUIET_MS)
  })
  if (!withLoader) {
    await context.close()
    return { load, idle: null, open: null, openMs: null, answer: null }
  }
  const idle = await measured(session, () => page.waitForTimeout(QUIET_MS))
  let openMs = 0
  const open = await measured(session, async () => {
    openMs = await openFromInside(page)
    await page.waitForTimeout(QUIET_MS)
  })
  await field(page).fill('Can I return it?')
  const answer = await measured(session, async () => {
    await page.keyboard.press('Enter')
    await page.waitForTimeout(2 * QUIET_MS)
  })
  await context.close()
  edge.renewSession()
  return { load, idle, open, openMs, answer }
}

/** Opens by the page's own handle and waits for a picture: a driver's own looking would be counted as our work. */
const openFromInside = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const startedAt = performance.now()
    await (window as unknown as { Counterhand: { open(): Promise<void> } }).Counterhand.open()
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    return performance.now() - startedAt
  })

const median = (numbers: number[]) => {
  const sorted = [...numbers].sort((a, b) => a - b)
  return Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) * 10) / 10
}
const medianWork = (works: Work[]): Work => ({
  taskMs: median(works.map((work) => work.taskMs)),
  scriptMs: median(works.map((work) => work.scriptMs)),
})

async function measureWork(assets: string) {
  const edge = await openFakeEdge(assets, script)
  const browser = await launchBrowser()
  try {
    const bare: Work[] = []
    const runs = []
    await runOnce(browser, edge, true) // The first run pays for Chromium's own caches.
    for (let run = 0; run < RUNS; run++) {
      bare.push((await runOnce(browser, edge, false)).load)
      runs.push(await runOnce(browser, edge, true))
    }
    return {
      slowdown: SLOWDOWN,
      runs: RUNS,
      pageWithoutLoader: medianWork(bare),
      pageWithLoader: medianWork(runs.map((run) => run.load)),
      idleFor600Ms: medianWork(runs.flatMap((run) => run.idle ?? [])),
      opening: medianWork(runs.flatMap((run) => run.open ?? [])),
      openingWallMs: median(runs.flatMap((run) => run.openMs ?? [])),
      oneAnswer: medianWork(runs.flatMap((run) => run.answer ?? [])),
    }
  } finally {
    await browser.close()
    await edge.close()
  }
}

const assets = mkdtempSync(join(tmpdir(), 'counterhand-widget-'))
try {
  const bytes = measureBytes(await buildWidget(assets))
  const result = { bench: 'widget', bytes, mainThread: await measureWork(assets) }
  console.log(JSON.stringify(result, null, process.argv.includes('--json') ? 0 : 2))
} finally {
  rmSync(assets, { recursive: true, force: true })
}
