import { describe, expect, it } from 'vitest'
import { answers, ask, launcher, openChat, panel, SCREENS, settled, shoot } from './rig.ts'
import { codeCard, consentCard, order } from './testing/scripts.ts'
import { callsTo, widgetRig, PATIENT } from './testing/widget-rig.ts'

const rig = widgetRig()
const WEST = { timezoneId: 'Europe/Berlin' }

describe.each(SCREENS)('at %s px', (name, viewport) => {
  it('shows an order with its status, items, total, last change and tracking', async () => {
    const { page } = await rig.open({ viewport, ...WEST })
    await openChat(page)
    await ask(page, 'Where is my order 1042?')
    await settled(page)
    const card = panel(page).locator('.card.order')
    const words = await card.innerText()
    for (const expected of ['Order 1042', 'Completed', 'Brass desk lamp', '× 2', '€184.80', 'DHL', '20 Nov 2026']) {
      expect(words).toContain(expected)
    }
    const link = card.getByRole('link', { name: 'Track parcel' })
    await expect(link.getAttribute('href')).resolves.toBe('https://tracking.example/00340434161094')
    await expect(link.getAttribute('rel')).resolves.toContain('noopener')
    await shoot(page, `order-card-${name}`)
  })

  it('sends a consent once however often it is tapped', async () => {
    const { page, edge } = await rig.open({ viewport })
    await openChat(page)
    await ask(page, 'refund the shade')
    await settled(page)
    await shoot(page, `consent-${name}`)
    edge.onConsent = () => {
      setTimeout(() => {
        edge.session.push({ type: 'data-consent', id: 'c', data: consentCard({ state: 'done' }) })
      }, 300)
    }
    await panel(page).getByRole('button', { name: 'Refund €24.90' }).dblclick()
    await panel(page).getByText('Done.').waitFor()
    expect(callsTo(edge, '/chat/consent').map((call) => call.body)).toEqual([
      { session_id: expect.any(String), card_id: 'card-1', decision: 'accept' },
    ])
    await expect(panel(page).locator('.consent button').count()).resolves.toBe(0)
    await shoot(page, `consent-done-${name}`)
  })

  it('hands over, waits, and shows what the person writes', async () => {
    const { page, edge } = await rig.open({ viewport })
    await openChat(page)
    await ask(page, 'Can I return it?')
    await settled(page)
    await panel(page).getByRole('button', { name: 'Talk to a person' }).click()
    await panel(page).getByText('A colleague will reply here soon.').waitFor()
    await panel(page).getByText('Waiting for a person').waitFor()
    const held = () => callsTo(edge, '/chat/stream').length
    await expect.poll(held, PATIENT).toBeGreaterThan(0)
    edge.session.push({ type: 'data-notice', id: 'n1', data: { kind: 'staff_reply', text: 'Hello, Eva here.' } })
    await panel(page).getByText('Hello, Eva here.').first().waitFor()
    await panel(page).getByText('A person is here').waitFor()
    await shoot(page, `person-${name}`)
    edge.session.mode = 'bot'
    edge.session.push({ type: 'data-notice', id: 'n2', data: { kind: 'released', text: 'The assistant is back.' } })
    await panel(page).getByText('How was this chat?').waitFor()
    await expect(panel(page).getByRole('button', { name: 'Talk to a person' }).isVisible()).resolves.toBe(true)
  })
})

it('says what went wrong when a consent did not go through, and can be tapped again', async () => {
  const { page, edge } = await rig.open()
  await openChat(page)
  await ask(page, 'refund the shade')
  await settled(page)
  edge.trouble.push({ path: '/chat/consent', status: 500, body: 'x', times: 1 })
  const button = panel(page).getByRole('button', { name: 'Refund €24.90' })
  await button.click()
  await panel(page).getByText('That did not go through.').waitFor()
  await button.click()
  await expect.poll(() => callsTo(edge, '/chat/consent').length, PATIENT).toBe(2)
})

it('takes a code of six digits, once, and never as a message', async () => {
  const { page, edge } = await rig.open()
  await openChat(page)
  await ask(page, 'code please')
  await settled(page)
  const input = panel(page).locator('.digits')
  await expect(input.getAttribute('autocomplete')).resolves.toBe('one-time-code')
  await input.pressSequentially('12a 3')
  await input.press('Enter')
  expect(callsTo(edge, '/chat/verify')).toEqual([])
  edge.onCode = () => edge.session.push({ type: 'data-code', id: 'k', data: codeCard({ triesLeft: 2 }) })
  await input.pressSequentially('٤56')
  await input.press('Enter')
  await panel(page).getByText('Tries left: 2').waitFor()
  edge.onCode = () => edge.session.push({ type: 'data-code', id: 'k', data: codeCard({ state: 'verified' }) })
  await input.pressSequentially('654321')
  await input.press('Enter')
  await panel(page).getByText('Confirmed.').waitFor()
  expect(callsTo(edge, '/chat/verify').map((call) => call.body.code)).toEqual(['123456', '654321'])
  expect(edge.session.taken).toHaveLength(1)
})

it.each(['declined', 'expired', 'failed', 'accepted'] as const)(
  'shows a consent that is %s with no button',
  async (state) => {
    const { page, edge } = await rig.open()
    await openChat(page)
    await ask(page, 'refund the shade')
    await settled(page)
    edge.session.push({ type: 'data-consent', id: 'c', data: consentCard({ state }) })
    await panel(page).locator(`.consent.is-${state} .state`).waitFor()
    await expect(panel(page).locator('.consent button').count()).resolves.toBe(0)
  }
)

it('shows an order with an odd status, a foreign script in its words and no safe link as plain text', async () => {
  const { page, edge } = await rig.open()
  await openChat(page)
  await ask(page, 'hello')
  await settled(page)
  const tracking = [{ carrier: 'X', number: '1', url: 'javascript:alert(1)', shippedAt: null }]
  const items = [{ name: '<img src=x onerror=alert(1)>', quantity: 1, total: { minor: 1_000, currency: 'KWD' } }]
  edge.session.mode = 'waiting'
  edge.session.push({ type: 'data-order', id: 'o', data: order({ status: 'awaiting-shipment', items, tracking }) })
  await page.reload()
  await panel(page).getByText('awaiting-shipment').waitFor()
  await panel(page).getByText('<img src=x onerror=alert(1)>').waitFor()
  await expect(panel(page).locator('.order a, .order img').count()).resolves.toBe(0)
})

it('offers a person where the assistant is unsure', async () => {
  const { page, edge } = await rig.open()
  await openChat(page)
  await ask(page, 'unsure')
  await settled(page)
  await answers(page).getByRole('button', { name: 'Talk to a person' }).click()
  await expect.poll(() => callsTo(edge, '/chat/human').length, PATIENT).toBe(1)
})

it('asks how it was after a goodbye, once, and takes stars and words', async () => {
  const { page, edge } = await rig.open()
  await openChat(page)
  await ask(page, 'Can I return it?')
  await settled(page)
  await expect(panel(page).getByText('How was this chat?').count()).resolves.toBe(0)
  await ask(page, "Thanks, that's all!")
  await panel(page).getByRole('button', { name: '4 of 5' }).click()
  await panel(page).getByPlaceholder('Anything to add? (optional)').fill('Quick and clear.')
  await shoot(page, 'rating-1280')
  await panel(page).getByRole('button', { name: 'Send feedback' }).click()
  await panel(page).getByText('Thank you for the feedback.').waitFor()
  const rated = () => callsTo(edge, '/chat/rating').map((call) => call.body)
  await expect.poll(rated, PATIENT).toMatchObject([{ score: 4, words: 'Quick and clear.' }])
  await page.reload()
  await panel(page).waitFor()
  await expect(panel(page).getByText('How was this chat?').count()).resolves.toBe(0)
})

it('asks how it was after the chat was closed, and stops when waved away', async () => {
  const { page } = await rig.open()
  await openChat(page)
  await ask(page, 'Can I return it?')
  await settled(page)
  await page.keyboard.press('Escape')
  await launcher(page).click()
  await panel(page).getByText('How was this chat?').waitFor()
  await panel(page).getByRole('button', { name: 'Dismiss' }).click()
  await expect(panel(page).getByText('How was this chat?').count()).resolves.toBe(0)
})

it('shows what was done as a list', async () => {
  const { page } = await rig.open()
  await openChat(page)
  await ask(page, 'done?')
  await settled(page)
  await expect(panel(page).locator('.done li').allInnerTexts()).resolves.toEqual([
    'Refunded €24.90 for order 1042.',
    'Sent you a confirmation.',
  ])
})
