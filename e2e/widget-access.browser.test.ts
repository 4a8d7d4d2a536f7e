import { AxeBuilder } from '@axe-core/playwright'
import { describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { ask, field, launcher, openChat, panel, PHONE, SCREENS, settled, shoot } from './rig.ts'
import { widgetRig, PATIENT } from './testing/widget-rig.ts'

const rig = widgetRig()
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

async function faults(page: Page): Promise<string[]> {
  // Half-faded text has half its contrast: judged when movement is over.
  await page.waitForTimeout(300)
  const { violations } = await new AxeBuilder({ page }).include('#counterhand').withTags(WCAG).analyze()
  return violations.flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.failureSummary} ${node.html}`))
}

/** Everything the panel can show, one after another in one conversation. */
async function tour(page: Page): Promise<void> {
  for (const text of ['Where is my order 1042?', 'Can I return it?', 'refund', 'code', 'done?', 'error', 'unsure']) {
    await ask(page, text)
    await settled(page)
  }
}

/** Colours do not depend on the width, so each width is judged in one scheme. */
const SCHEMES = { 390: 'light', 1280: 'dark' } as const

describe.each(SCREENS)('at %s px', (name, viewport) => {
  it(`meets WCAG 2.2 AA in ${SCHEMES[name]}`, async () => {
    const colorScheme = SCHEMES[name]
    const { page } = await rig.open({ viewport, colorScheme, config: { accent: '#f0b429' } })
    expect(await faults(page)).toEqual([])
    await openChat(page)
    await panel(page).getByRole('button', { name: 'Where is my order?' }).waitFor()
    expect(await faults(page)).toEqual([])
    await tour(page)
    expect(await faults(page)).toEqual([])
    await shoot(page, `tour-${colorScheme}-${name}`)
    await panel(page).getByRole('button', { name: 'Talk to a person' }).last().click()
    await panel(page).getByText('Waiting for a person').waitFor()
    expect(await faults(page)).toEqual([])
  })

  it('speaks Arabic from right to left', async () => {
    const { page } = await rig.open({ viewport, config: { locale: 'ar' } })
    await openChat(page)
    await expect(panel(page).getAttribute('dir')).resolves.toBe('rtl')
    await ask(page, 'Where is my order 1042?')
    await settled(page)
    const [mine, its] = await Promise.all(
      ['.msg.shopper .bubble', '.msg.assistant .bubble'].map((each) => panel(page).locator(each).boundingBox())
    )
    expect(mine!.x).toBeLessThan(its!.x + its!.width)
    expect(mine!.x - (await panel(page).boundingBox())!.x).toBeLessThan(40)
    expect(await faults(page)).toEqual([])
    await shoot(page, `arabic-${name}`)
  })

  it('has targets of 44 px', async () => {
    const { page } = await rig.open({ viewport })
    await openChat(page)
    await ask(page, 'refund')
    await settled(page)
    const small = await panel(page)
      .locator('button:visible')
      .evaluateAll((all) =>
        all.filter((each) => each.getBoundingClientRect().height < 43.5).map((each) => each.outerHTML.slice(0, 120))
      )
    expect(small).toEqual([])
  })
})

describe.each(['de', 'fr', 'es', 'ja'])('in %s', (locale) => {
  it('says everything in that language, and fits', async () => {
    const { page } = await rig.open({ viewport: PHONE, config: { locale } })
    await openChat(page)
    await panel(page).locator('.chip').first().waitFor()
    expect(await panel(page).innerText()).not.toMatch(/Talk to a person|How can we help/)
    const overflow = await panel(page).evaluate((element) => element.scrollWidth - element.clientWidth)
    expect(overflow).toBeLessThanOrEqual(0)
    await shoot(page, `welcome-${locale}-390`)
  })
})

it('can be used from the first key to the last without a mouse', async () => {
  const { page, edge } = await rig.open()
  await page.keyboard.press('Tab')
  for (let press = 0; press < 8; press++) {
    if (await launcher(page).evaluate((button) => button.matches(':focus'))) break
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  await panel(page).waitFor()
  await page.keyboard.type('refund the shade')
  await page.keyboard.press('Enter')
  await settled(page)
  const accept = panel(page).getByRole('button', { name: 'Refund €24.90' })
  for (let press = 0; press < 20; press++) {
    if (await accept.evaluate((button) => button.matches(':focus'))) break
    await page.keyboard.press('Shift+Tab')
  }
  await page.keyboard.press('Enter')
  await expect.poll(() => edge.calls.filter((call) => call.path === '/chat/consent').length, PATIENT).toBe(1)
  await page.keyboard.press('Escape')
  await panel(page).waitFor({ state: 'hidden' })
  await expect(launcher(page).evaluate((button) => button.matches(':focus'))).resolves.toBe(true)
})

it('keeps focus inside while it covers a phone, and leaves the page alone beside a wide one', async () => {
  const phone = await rig.open({ viewport: PHONE })
  await openChat(phone.page)
  await expect(panel(phone.page).getAttribute('aria-modal')).resolves.toBe('true')
  for (let press = 0; press < 15; press++) {
    await phone.page.keyboard.press('Tab')
    const tag = await phone.page.evaluate(() => document.activeElement?.id)
    expect(tag).toBe('counterhand')
  }
  expect(await phone.page.evaluate(() => getComputedStyle(document.documentElement).overflow)).toBe('hidden')
  await phone.page.keyboard.press('Escape')
  expect(await phone.page.evaluate(() => getComputedStyle(document.documentElement).overflow)).toBe('visible')

  const wide = await rig.open()
  await openChat(wide.page)
  await expect(panel(wide.page).getAttribute('aria-modal')).resolves.toBe('false')
  await wide.page.getByRole('link', { name: 'Lamps' }).click()
  await wide.page.waitForURL('**/lamps')
})

it('moves nothing on the page and nothing at all for who wants no motion', async () => {
  const { page } = await rig.open({ reducedMotion: 'reduce' })
  await page.evaluate(() => {
    const shifts: number[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value)
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await openChat(page)
  await panel(page).locator('.chip').first().waitFor()
  expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([])
  await ask(page, 'slow please')
  await page.waitForTimeout(300)
  const moving = await panel(page).evaluate((element) => element.getAnimations({ subtree: true }).length)
  expect(moving).toBe(0)
})

it('reads an answer out by sentences and not by words', async () => {
  const { page } = await rig.open()
  await openChat(page)
  await panel(page)
    .locator('.sr[role=status]')
    .evaluate((element) => {
      const heard: string[] = []
      Object.assign(window, { heard })
      new MutationObserver(() => element.textContent && heard.push(element.textContent)).observe(element, {
        childList: true,
        characterData: true,
        subtree: true,
      })
    })
  await ask(page, 'Can I return it?')
  await settled(page)
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { heard: string[] }).heard.join(' ')), PATIENT)
    .toContain('We refund you within 5 days.')
  const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard)
  expect(heard.length).toBeLessThanOrEqual(4)
  expect(heard.join(' ')).not.toContain('**')
})

it('stays readable where the system takes the colours away', async () => {
  const { page } = await rig.open({ forcedColors: 'active' })
  await openChat(page)
  await ask(page, 'refund')
  await settled(page)
  await field(page).fill('x')
  await shoot(page, 'forced-1280')
  const border = await panel(page)
    .locator('.go')
    .evaluate((element) => getComputedStyle(element).borderTopWidth)
  expect(border).toBe('1px')
})
