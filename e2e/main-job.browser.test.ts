import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDoor, type Door } from '../src/edge/testing/open-door.ts'
import { openPacedModel } from '../src/edge/testing/paced-model.ts'
import { answers, ask, launchBrowser, openChat, panel, SCREENS, settled, shoot, visit } from './rig.ts'

/** Each sentence a shopper reads, in a real browser on the real Worker: without a model, and with one. */
const MODEL_SAYS = 'Yes, you may send back a lamp you have opened. It should be clean and complete. [1]'

let browser: Browser
let model: Awaited<ReturnType<typeof openPacedModel>>
const doors = {} as Record<'no-model' | 'model', Door>

beforeAll(async () => {
  browser = await launchBrowser()
  model = await openPacedModel({ words: MODEL_SAYS, wordMs: 15 })
  doors['no-model'] = await openDoor()
  doors.model = await openDoor({ OPENAI_BASE_URL: model.baseUrl, OPENAI_API_KEY: 'sk-of-a-test', OPENAI_MODEL: 'fake' })
})
afterAll(async () => {
  await browser.close()
  await doors['no-model'].close()
  await doors.model.close()
  await model.close()
})

const lastAnswer = (page: Page) => answers(page).last()
const askAndWait = async (page: Page, text: string) => {
  await ask(page, text)
  await settled(page)
}

describe.each(['no-model', 'model'] as const)('%s', (how) => {
  describe.each(SCREENS)('at %s px', (width, viewport) => {
    /** A shopper with the chat open, signed in through the shop's own menu or not at all. */
    async function shopper(login: string | null) {
      const { page, context, problems } = await visit(browser, doors[how].origin, { viewport })
      if (login !== null) {
        const form = { login, back: '/' }
        await page.request.post(`${doors[how].origin}/demo/sign-in`, { form, headers: { origin: doors[how].origin } })
        await page.reload()
      }
      await openChat(page)
      return { page, problems, leave: () => context.close() }
    }

    it('the owner of order 1042 is told where it is', async () => {
      model.play({
        words: 'Your order {{order.number}} is {{order.status}}. The total is {{order.total}}.',
        wordMs: 15,
      })
      const { page, problems, leave } = await shopper('ada')
      await askAndWait(page, 'Where is order 1042?')
      await expect.poll(() => lastAnswer(page).innerText(), { timeout: 15_000 }).toMatch(/168\.00/)
      const text = await lastAnswer(page).innerText()
      for (const part of ['1042', 'Juniper Table Lamp', 'CE000001042IE']) expect(text).toContain(part)
      await shoot(page, `job-${how}-${width}-order`)
      expect(problems).toEqual([])
      await leave()
    })

    it('a stranger hears the same for an order that is there and one that is not', async () => {
      const { page, leave } = await shopper(null)
      await askAndWait(page, 'Where is order 1042?')
      await expect
        .poll(() => lastAnswer(page).innerText(), { timeout: 15_000 })
        .toMatch(/could not find an order[\s\S]*Talk to a person/)
      const there = await lastAnswer(page).innerText()
      await askAndWait(page, 'Where is order 98765?')
      await expect.poll(() => answers(page).count(), { timeout: 15_000 }).toBe(2)
      await expect
        .poll(() => lastAnswer(page).innerText(), { timeout: 15_000 })
        .toMatch(/could not find an order[\s\S]*Talk to a person/)
      const plain = (text: string) => text.replace(/\d{1,2}:\d\d( ?[AP]M)?/gi, '').replaceAll(/\s+/g, ' ')
      expect(plain(await lastAnswer(page).innerText())).toBe(plain(there))
      await shoot(page, `job-${how}-${width}-stranger`)
      await leave()
    })

    it('an opened lamp: the policy in a few sentences, with its page', async () => {
      model.play({ words: MODEL_SAYS, wordMs: 15 })
      const { page, leave } = await shopper(null)
      await askAndWait(page, 'Can I return a lamp I opened?')
      const link = lastAnswer(page).locator('a[href*="/policies/returns"]')
      await expect.poll(() => link.count(), { timeout: 15_000 }).toBeGreaterThan(0)
      expect(await link.first().getAttribute('rel')).toContain('noopener')
      expect(await lastAnswer(page).innerText()).toMatch(/opened/)
      await shoot(page, `job-${how}-${width}-policy`)
      await leave()
    })

    it('the kettle: steps, and the guide', async () => {
      model.play({
        words: '1. Fill the kettle with water and the crystals.\n2. Heat it and wait.\n3. Rinse it. [1]',
        wordMs: 15,
      })
      const { page, leave } = await shopper(null)
      await askAndWait(page, 'How do I descale the kettle?')
      const guide = lastAnswer(page).locator('a[href*="/guides/descale-the-kettle"]')
      await expect.poll(() => guide.count(), { timeout: 15_000 }).toBeGreaterThan(0)
      expect(await lastAnswer(page).locator('ol li').count()).toBeGreaterThanOrEqual(3)
      await shoot(page, `job-${how}-${width}-howto`)
      await leave()
    })

    it('aeroplanes: an honest I-don’t-know, and a person', async () => {
      const { page, leave } = await shopper(null)
      await askAndWait(page, 'Do you sell aeroplanes?')
      await expect.poll(() => lastAnswer(page).innerText(), { timeout: 15_000 }).toMatch(/I don’t know/)
      expect(
        await panel(page)
          .getByRole('button', { name: /person/i })
          .count()
      ).toBeGreaterThan(0)
      await shoot(page, `job-${how}-${width}-unknown`)
      await leave()
    })

    it('a person: handed over, said so after a reload too, and silent', async () => {
      const { page, leave } = await shopper('grace')
      await askAndWait(page, 'I want to talk to a person')
      await expect.poll(() => panel(page).innerText(), { timeout: 15_000 }).toMatch(/colleague/)
      await shoot(page, `job-${how}-${width}-person`)
      await page.reload()
      await expect.poll(() => panel(page).count(), { timeout: 15_000 }).toBeLessThanOrEqual(1)
      if ((await panel(page).count()) === 0) await openChat(page)
      await expect
        .poll(() => panel(page).innerText(), { timeout: 15_000 })
        .toMatch(/I want to talk to a person[\s\S]*colleague/)
      const before = await answers(page).count()
      await askAndWait(page, 'Can I return a lamp I opened?')
      await page.waitForTimeout(500)
      const text = (await answers(page).allInnerTexts()).slice(before).join(' ')
      expect(text).not.toMatch(/30 days|send back/)
      await leave()
    })
  })
})
