import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { buildWidget } from '../../scripts/build-widget.ts'
import type { WidgetConfig } from '../../src/contracts/session-token.ts'
import { launchBrowser, visit, type Visit } from '../rig.ts'
import { openFakeEdge, type FakeEdge } from './fake-edge.ts'
import { script } from './scripts.ts'

/** For `expect.poll`: its own second is short on a machine that does other things too. */
export const PATIENT = { timeout: 15_000 }

export type Shop = Visit & { edge: FakeEdge }
export type ShopOptions = BrowserContextOptions & { config?: Partial<WidgetConfig & { pageLang: string }> }

/**
 * One Chromium and one build for a file of tests; a fresh shop, edge and shopper for each `open`. After each test
 * whatever was opened is closed, and no page may have thrown or asked anything of a foreign host.
 */
export function widgetRig() {
  let browser: Browser
  let assets: string
  let opened: Shop[] = []

  beforeAll(async () => {
    assets = mkdtempSync(join(tmpdir(), 'counterhand-widget-'))
    await buildWidget(assets)
    browser = await launchBrowser()
  })
  afterEach(async () => {
    const problems = opened.flatMap((shop) => shop.problems)
    for (const shop of opened) {
      await shop.context.close()
      await shop.edge.close()
    }
    opened = []
    expect(problems).toEqual([])
  })
  afterAll(async () => {
    await browser.close()
    rmSync(assets, { recursive: true, force: true })
  })

  return {
    async open({ config = {}, ...options }: ShopOptions = {}): Promise<Shop> {
      const edge = await openFakeEdge(assets, script)
      edge.config = config
      const shop = { ...(await visit(browser, edge.shopUrl, options)), edge }
      opened.push(shop)
      return shop
    },
  }
}

/** How often the edge was asked for this. */
export const callsTo = (edge: FakeEdge, path: string) => edge.calls.filter((call) => call.path === path)
