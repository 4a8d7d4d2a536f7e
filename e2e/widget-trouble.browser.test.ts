import { expect, it } from 'vitest'
import { answers, ask, field, launcher, openChat, panel, settled, shoot } from './rig.ts'
import { callsTo, widgetRig, PATIENT } from './testing/widget-rig.ts'

const rig = widgetRig()
const contact = { email: 'hello@lumen.example', phone: '+49 30 123456', url: 'https://lumen.example/contact' }

it('says how to reach a person when the panel itself cannot be loaded, and loads it once it can', async () => {
  const { page, edge } = await rig.open({ config: { contact } })
  await launcher(page).waitFor()
  edge.isDown = true
  await launcher(page).click()
  const box = page.locator('#counterhand [role=alert]')
  await box.waitFor()
  await expect(box.getByRole('link').count()).resolves.toBe(3)
  await expect(box.getByRole('link').first().getAttribute('href')).resolves.toBe('mailto:hello@lumen.example')
  await shoot(page, 'gone-1280')
  edge.isDown = false
  await openChat(page)
  await panel(page).getByText('Hi! How can we help?').waitFor()
})

it('says how to reach a person when the chat cannot begin, and begins when it can', async () => {
  const { page, edge } = await rig.open({ config: { contact } })
  edge.trouble.push({ path: '/token', status: 503, times: 1 })
  await openChat(page)
  await panel(page).getByText('The chat cannot be reached right now.').waitFor()
  await expect(panel(page).locator('.contact a').count()).resolves.toBe(3)
  await shoot(page, 'down-1280')
  await panel(page).getByRole('button', { name: 'Try again' }).click()
  await panel(page).getByRole('button', { name: 'Where is my order?' }).waitFor()
})

it('keeps a message written offline and sends it once, by itself, when the network is back', async () => {
  const { page, edge, context } = await rig.open()
  await openChat(page)
  await panel(page).getByRole('button', { name: 'Where is my order?' }).waitFor()
  await context.setOffline(true)
  await panel(page).locator('.banner').waitFor()
  await ask(page, 'Can I return it?')
  await panel(page).locator('.msg.is-failed').waitFor()
  await shoot(page, 'offline-1280')
  await context.setOffline(false)
  await answers(page).first().waitFor()
  await settled(page)
  expect(edge.session.taken.map((each) => each.text)).toEqual(['Can I return it?'])
  await expect(panel(page).locator('.banner').count()).resolves.toBe(0)
})

it('sends a message again by itself after the line broke, under the same id', async () => {
  const { page, edge } = await rig.open()
  await openChat(page)
  await panel(page).getByRole('button', { name: 'Where is my order?' }).waitFor()
  edge.isDown = true
  await ask(page, 'Can I return it?')
  await page.waitForTimeout(300)
  edge.isDown = false
  await settled(page)
  await expect(answers(page).count()).resolves.toBe(1)
  expect(new Set(callsTo(edge, '/chat/send').map((call) => call.body.message_id)).size).toBe(1)
})

it('waits as long as it is told to when it was too fast, with the text kept', async () => {
  const { page, edge } = await rig.open()
  await openChat(page)
  const body = JSON.stringify({ code: 'rate_limited', message: 'A little fast for us.', requestId: 'r' })
  edge.trouble.push({ path: '/chat/send', status: 429, headers: { 'Retry-After': '2' }, body, times: 1 })
  await ask(page, 'Can I return it?')
  await panel(page).getByText('A little fast for us.').waitFor()
  const retry = panel(page).locator('.msg.is-failed button')
  await expect(retry.isDisabled()).resolves.toBe(true)
  await shoot(page, 'busy-1280')
  await expect.poll(() => retry.isEnabled(), { timeout: 4_000 }).toBe(true)
  await retry.click()
  await settled(page)
  expect(edge.session.taken.map((each) => each.text)).toEqual(['Can I return it?'])
})

it.each([
  [400, '{"code":"bad_request","message":"That message is empty.","requestId":"r"}', 'That message is empty.'],
  [500, '<html>boom</html>', 'Not sent.'],
])('shows a refusal with status %d in words and offers another try', async (status, body, words) => {
  const { page, edge } = await rig.open()
  await openChat(page)
  edge.trouble.push({ path: '/chat/send', status, body, times: 1 })
  await ask(page, 'hello')
  await panel(page).getByText(words).waitFor()
  expect(await panel(page).innerText()).not.toMatch(/boom|bad_request|undefined/)
  await panel(page).locator('.msg.is-failed button').click()
  await settled(page)
  await expect(answers(page).count()).resolves.toBe(1)
})

it('renews a token that is no longer believed, once, without a word', async () => {
  const { page, edge } = await rig.open()
  await openChat(page)
  await panel(page).getByRole('button', { name: 'Where is my order?' }).waitFor()
  edge.trouble.push({ path: '/chat/send', status: 401, times: 1 })
  await ask(page, 'hello')
  await settled(page)
  await expect(answers(page).count()).resolves.toBe(1)
  await expect.poll(() => callsTo(edge, '/token').length, PATIENT).toBe(2)
})

it('shows an answer that broke, and asks again on a tap', async () => {
  const { page, edge } = await rig.open()
  await openChat(page)
  await ask(page, 'error')
  await panel(page).getByText('Something broke on our side.').waitFor()
  await shoot(page, 'error-1280')
  await panel(page).getByRole('button', { name: 'Try again' }).click()
  await expect.poll(() => edge.session.taken.length, PATIENT).toBe(2)
})

it('shows the other conversation when the shopper signed in elsewhere', async () => {
  const { page, edge } = await rig.open()
  await openChat(page)
  await ask(page, 'Can I return it?')
  await settled(page)
  edge.renewSession()
  edge.trouble.push({ path: '/chat/send', status: 401, times: 1 })
  await ask(page, 'hello again')
  await expect.poll(() => panel(page).locator('.msg').count(), PATIENT).toBe(2)
  await settled(page)
  expect(await panel(page).innerText()).not.toContain('30 days')
})

it('stays usable with storage forbidden', async () => {
  const { page } = await rig.open()
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('denied', 'SecurityError')
        },
      })
    }
  })
  await page.reload()
  await openChat(page)
  await ask(page, 'hello')
  await settled(page)
  await expect(field(page).inputValue()).resolves.toBe('')
  await expect(answers(page).count()).resolves.toBe(1)
})
