import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core'

/** For benches outside this folder, which cannot see its packages. */
export type { Browser, CDPSession, Page } from 'playwright-core'

/** The two screens every claim about the widget is checked on. */
export const PHONE = { width: 390, height: 844 } as const
export const DESKTOP = { width: 1280, height: 800 } as const
export const SCREENS = [
  ['390', PHONE],
  ['1280', DESKTOP],
] as const

const SHOTS = join(import.meta.dirname, '.shots')
const SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

type Found = { executablePath: string; env: NodeJS.ProcessEnv }

/** The machine's own Chromium, or the one that comes from npm. `COUNTERHAND_CHROMIUM` names another, or says `npm`. */
async function findChromium(): Promise<Found> {
  const named = process.env.COUNTERHAND_CHROMIUM
  const own = named === 'npm' ? undefined : (named ?? SYSTEM.find(existsSync))
  return own ? { executablePath: own, env: process.env } : unpackChromium()
}

/**
 * Without its own flags, which are for a sandboxed cloud function: one process, no CORS. With its own libraries and, on
 * a machine that has none, its own font: a bare machine has neither.
 */
async function unpackChromium(): Promise<Found> {
  const { default: packed, inflate } = await import('@sparticuz/chromium')
  const bin = join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '../bin')
  const executablePath = await packed.executablePath()
  const libraries = join(await inflate(join(bin, 'al2023.tar.br')), 'lib')
  const fonts = existsSync('/usr/share/fonts') ? {} : { FONTCONFIG_PATH: join(tmpdir(), 'fonts') }
  return { executablePath, env: { ...process.env, ...fonts, LD_LIBRARY_PATH: libraries } }
}

export async function launchBrowser(moreFlags: string[] = []): Promise<Browser> {
  const { executablePath, env } = await findChromium()
  const args = [...FLAGS, ...moreFlags]
  return chromium.launch({ executablePath, args, env, headless: true, timeout: 60_000 })
}

/** What axe finds wrong inside one part of a page, as `rule: element`. The page needs a context of its own. */
export async function axeProblems(page: Page, selector: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include(selector).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
}

export type Visit = { page: Page; context: BrowserContext; problems: string[] }

/**
 * A shopper of their own: fresh storage, one page. `problems` collects what a page must never have: uncaught errors and
 * requests to anywhere but this machine.
 */
export async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const isPhone = (options.viewport?.width ?? 0) <= 480
  const context = await browser.newContext({ viewport: DESKTOP, hasTouch: isPhone, locale: 'en-GB', ...options })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`))
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (/^https?:$/.test(protocol) && !['127.0.0.1', 'localhost'].includes(hostname)) {
      problems.push(`request: ${request.url()}`)
    }
  })
  await page.goto(url)
  return { page, context, problems }
}

/** The launcher and what the panel shows, wherever in the shadow they are: Playwright looks through it. */
export const launcher = (page: Page) => page.locator('#counterhand .frame button')
export const panel = (page: Page) => page.getByRole('dialog')
export const field = (page: Page) => panel(page).locator('.composer textarea')
export const answers = (page: Page) => panel(page).locator('.msg.assistant')

export async function openChat(page: Page): Promise<void> {
  await launcher(page).click()
  await panel(page).waitFor()
}

export async function ask(page: Page, text: string): Promise<void> {
  await field(page).fill(text)
  await field(page).press('Enter')
}

/** Waits until nothing is being written. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const host = document.querySelector('#counterhand')?.shadowRoot?.lastElementChild?.shadowRoot
    return host && !host.querySelector('.is-running, .status, .is-sending')
  })
}

/** Into e2e/.shots, which git does not see. For people to look at. */
export async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(SHOTS, { recursive: true })
  // Half-way through a movement is no state to judge.
  await page.waitForTimeout(250)
  await page.screenshot({ path: join(SHOTS, `${name}.png`) })
}
