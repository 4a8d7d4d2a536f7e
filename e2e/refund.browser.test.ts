import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildWidget } from '../scripts/build-widget.ts'
import { openKillableWorker } from '../src/edge/testing/killable-worker.ts'
import { DESKTOP, ask, launchBrowser, openChat, panel, PHONE, settled, shoot, visit } from './rig.ts'

/** The widget, the real Worker, the embedded shop and the plugin's stand-in: nothing here is played by a fake. */
const folder = mkdtempSync(join(tmpdir(), 'counterhand-refund-'))
let browser: Browser
let worker: Awaited<ReturnType<typeof openKillableWorker>>
beforeAll(async () => {
  await buildWidget(join(import.meta.dirname, '../dist/assets'))
  worker = await openKillableWorker(folder, {})
  await worker.migrate()
  await worker.start()
  browser = await launchBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await worker?.kill()
  rmSync(folder, { recursive: true, force: true })
})

const refundedOf = async (number: string): Promise<string> => {
  const world = (await (await fetch(`${worker.origin}/demo/world.json`)).json()) as {
    orders: { number: string; refunded: string }[]
  }
  return world.orders.find((order) => order.number === number)!.refunded
}

/** As a shopper does it: another tab, the newest mail. */
async function codeFromMailbox(page: Page): Promise<string> {
  const mailbox = await page.context().newPage()
  await mailbox.goto(`${worker.origin}/demo/mailbox`)
  const code = /Your code: (\d{6})/.exec(await mailbox.locator('main').innerText())
  await mailbox.close()
  return code![1]!
}

async function signIn(page: Page, login: string): Promise<void> {
  await page.evaluate(
    (who) => fetch('/demo/sign-in', { method: 'POST', body: new URLSearchParams({ login: who, back: '/' }) }),
    login
  )
  await page.reload()
}

type Staff = { token: string }
const staffDoor = async (path: string, body?: object) => {
  const asked = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"as":"staff"}' }
  const { token } = (await (await fetch(`${worker.origin}/demo/session`, asked)).json()) as Staff
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  return fetch(worker.origin + path, body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers })
}

describe.each([
  {
    name: '390',
    viewport: PHONE,
    small: { number: '1032', email: 'tom.guest@example.com', wish: 'Refund order 1032 please', amount: '49.00' },
    large: { number: '1042', login: 'ada', wish: 'I want my money back for order 1042', amount: '168.00' },
  },
  {
    name: '1280',
    viewport: DESKTOP,
    small: { number: '1041', email: 'nada@example.com', wish: 'Please refund 20.00 of order 1041', amount: '20.00' },
    large: { number: '1034', login: 'grace', wish: 'Refund order 1034', amount: '64.90' },
  },
])('at $name px', ({ name, viewport, small, large }) => {
  it('a guest’s small refund takes a code and one confirmation, and is paid once', async () => {
    const { page, context, problems } = await visit(browser, worker.origin, { viewport })
    await openChat(page)
    await ask(page, small.wish)
    await panel(page).getByText('Which e-mail address was it placed with?').first().waitFor()
    await settled(page)
    await ask(page, small.email)
    const code = panel(page).locator('.card.code')
    await code.locator('input').waitFor()
    await settled(page)
    await shoot(page, `refund-code-${name}`)

    const right = await codeFromMailbox(page)
    await code.locator('input').fill(right === '000000' ? '111111' : '000000')
    await code.locator('button').click()
    await panel(page).getByText('That is not the code. Tries left: 4.').first().waitFor()
    await shoot(page, `refund-wrong-code-${name}`)
    await code.locator('input').fill(right)
    await code.locator('button').click()

    const confirm = panel(page).getByRole('button', { name: `Refund €${small.amount}` })
    await confirm.waitFor()
    await shoot(page, `refund-consent-${name}`)
    expect(await refundedOf(small.number)).toBe('0.00')
    await confirm.dblclick()
    await panel(page)
      .getByText(`The refund of €${small.amount} for order ${small.number} has been made.`)
      .first()
      .waitFor()
    await settled(page)
    await shoot(page, `refund-done-${name}`)
    expect(await refundedOf(small.number)).toBe(small.amount)

    await page.reload()
    // It was open: on a wide screen it opens by itself.
    if (viewport === PHONE) await openChat(page)
    await panel(page).getByText(`Refunded €${small.amount} for order ${small.number}`).first().waitFor()
    expect(await panel(page).locator('.card.consent button').count()).toBe(0)
    await shoot(page, `refund-reloaded-${name}`)
    expect(problems).toEqual([])
    await context.close()
  })

  it('a large one waits for a colleague, and the shopper sees it decided', async () => {
    const { page, context, problems } = await visit(browser, worker.origin, { viewport })
    await signIn(page, large.login)
    await openChat(page)
    await ask(page, large.wish)
    await panel(page)
      .getByRole('button', { name: `Refund €${large.amount}` })
      .click()
    await panel(page).getByText('You will hear here and by e-mail what was decided').first().waitFor()
    await settled(page)
    await shoot(page, `refund-pending-${name}`)
    expect(await refundedOf(large.number)).toBe('0.00')

    const { approvals } = (await (await staffDoor('/ops/approvals')).json()) as {
      approvals: { id: string; orderNumber: string }[]
    }
    const mine = approvals.find((approval) => approval.orderNumber === large.number)!
    expect((await staffDoor(`/ops/approvals/${mine.id}`, { decision: 'approve' })).status).toBe(200)
    await panel(page)
      .getByText(`The refund of €${large.amount} for order ${large.number} has been made.`)
      .first()
      .waitFor()
    await shoot(page, `refund-approved-${name}`)
    expect(await refundedOf(large.number)).toBe(large.amount)
    expect(problems).toEqual([])
    await context.close()
  })
})
