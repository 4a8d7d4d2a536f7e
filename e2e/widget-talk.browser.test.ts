import { describe, expect, it } from 'vitest'
import { answers, ask, field, launcher, openChat, panel, SCREENS, settled, shoot } from './rig.ts'
import { callsTo, widgetRig, PATIENT } from './testing/widget-rig.ts'

const rig = widgetRig()

describe.each(SCREENS)('at %s px', (name, viewport) => {
  it('asks nothing of the edge but the loader until it is opened', async () => {
    const { page, edge } = await rig.open({ viewport })
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.reload()
    await launcher(page).waitFor()
    await page.waitForTimeout(300)
    expect(asked.filter((url) => !url.endsWith('/widget/loader.js'))).toEqual([`${edge.shopUrl}/`])
    expect(await page.evaluate(() => Object.keys(window).filter((key) => /counter|preact/i.test(key)))).toEqual([])
    expect(await page.evaluate(() => Object.isFrozen((window as never as { Counterhand: object }).Counterhand))).toBe(
      true
    )
    await shoot(page, `closed-${name}`)
  })

  it('greets and offers first questions', async () => {
    const { page } = await rig.open({ viewport })
    await openChat(page)
    await panel(page).getByRole('button', { name: 'Where is my order?' }).waitFor()
    await shoot(page, `welcome-${name}`)
    // Watched for from before the click: a status line is gone again in a moment.
    const seen = panel(page).getByText('Looking up order 1042…').first().waitFor()
    await panel(page).getByRole('button', { name: 'Where is my order?' }).click()
    await seen
    await settled(page)
    await expect(answers(page).count()).resolves.toBe(1)
    await shoot(page, `order-${name}`)
  })

  it('streams an answer with its list, its link to a source and its time', async () => {
    const { page } = await rig.open({ viewport })
    await openChat(page)
    await ask(page, 'Can I return a lamp I opened?')
    await settled(page)
    const answer = answers(page).first()
    await expect(answer.locator('ol li').count()).resolves.toBe(3)
    await expect(answer.locator('strong').innerText()).resolves.toBe('30 days')
    const source = answer.locator('.source')
    await expect(source.getAttribute('href')).resolves.toBe('https://shop.example/policies/returns')
    await expect(source.getAttribute('rel')).resolves.toContain('nofollow')
    await expect(answer.locator('time').count()).resolves.toBe(1)
    await shoot(page, `return-${name}`)
  })
})

it('loses and doubles no word when the connection drops in the middle', async () => {
  const { page, edge } = await rig.open()
  await openChat(page)
  await ask(page, 'cut the line')
  await settled(page)
  await expect(answers(page).locator('.bubble').innerText()).resolves.toBe(
    'one two three four five six seven eight nine ten eleven twelve thirteen fourteen'
  )
  const [resumed] = callsTo(edge, '/chat/stream')
  expect(Number(resumed?.headers['last-event-id'])).toBeGreaterThan(0)
  expect(edge.session.taken).toHaveLength(1)
})

it('voids what a crash left half-said, and says that it began again', async () => {
  const { page } = await rig.open()
  await openChat(page)
  await ask(page, 'crash now')
  await settled(page)
  await expect(answers(page).locator('.bubble').innerText()).resolves.toBe('The whole answer.')
  await expect(answers(page).locator('.note').innerText()).resolves.toBe('I had to start again.')
})

it('stops when asked', async () => {
  const { page } = await rig.open()
  await openChat(page)
  await ask(page, 'slow please')
  await answers(page).first().waitFor()
  await panel(page).getByRole('button', { name: 'Stop answering' }).click()
  await panel(page).getByText('Stopped.').waitFor()
  await panel(page).getByRole('button', { name: 'Send' }).waitFor()
  await expect(answers(page).locator('.bubble').count()).resolves.toBe(1)
})

it('takes a second message while the first is answered, and answers each below its own', async () => {
  const { page, edge } = await rig.open()
  await openChat(page)
  await ask(page, 'Where is my order 1042?')
  await ask(page, 'done?')
  await panel(page).getByText('Sent you a confirmation.').waitFor()
  await settled(page)
  expect(edge.session.taken.map((each) => each.text)).toEqual(['Where is my order 1042?', 'done?'])
  const order = await panel(page)
    .locator('.msg')
    .evaluateAll((all) => all.map((each) => each.classList[1]))
  expect(order).toEqual(['shopper', 'assistant', 'shopper', 'assistant'])
})

it('keeps the conversation over a reload, and picks up an answer in the middle', async () => {
  const { page } = await rig.open()
  await openChat(page)
  await ask(page, 'Can I return it?')
  await settled(page)
  await ask(page, 'slow please')
  await answers(page).nth(1).waitFor()
  await page.reload()
  // It was open, so on a wide screen it opens by itself.
  await panel(page).waitFor()
  await expect.poll(() => answers(page).count(), PATIENT).toBe(2)
  const before = (await answers(page).nth(1).innerText()).length
  await expect.poll(async () => (await answers(page).nth(1).innerText()).length, PATIENT).toBeGreaterThan(before)
  expect(await answers(page).nth(1).innerText()).not.toMatch(/wordword|undefined/)
})

it('begins a new conversation', async () => {
  const { page, edge } = await rig.open()
  await openChat(page)
  await ask(page, 'Can I return it?')
  await settled(page)
  edge.renewSession()
  await panel(page).getByRole('button', { name: 'New conversation' }).click()
  await panel(page).getByRole('button', { name: 'Where is my order?' }).waitFor()
  await expect(answers(page).count()).resolves.toBe(0)
  await expect.poll(() => callsTo(edge, '/token').at(-1)?.body, PATIENT).toEqual({ session_id: null })
})

it('counts near the limit, and sends no more than it', async () => {
  const { page, edge } = await rig.open()
  await openChat(page)
  await field(page).fill('x'.repeat(3_900))
  await panel(page).getByText('100 characters left').waitFor()
  await field(page).fill('x'.repeat(4_001))
  await panel(page).getByText('1 characters too many').waitFor()
  await field(page).press('Enter')
  expect(edge.session.taken).toEqual([])
  await expect(field(page).inputValue()).resolves.toHaveLength(4_001)
})

it('breaks the line on Shift+Enter and leaves Enter to an input method at work', async () => {
  const { page, edge } = await rig.open()
  await openChat(page)
  await field(page).pressSequentially('one')
  await field(page).press('Shift+Enter')
  await field(page).pressSequentially('two')
  await field(page).dispatchEvent('keydown', { key: 'Enter', isComposing: true })
  expect(edge.session.taken).toEqual([])
  await field(page).press('Enter')
  await settled(page)
  expect(edge.session.taken[0]?.text).toBe('one\ntwo')
})

it('lights the dot when an answer ends while it is closed', async () => {
  const { page } = await rig.open()
  await openChat(page)
  await ask(page, 'Where is my order 1042?')
  await page.keyboard.press('Escape')
  await expect.poll(() => launcher(page).getAttribute('aria-label'), PATIENT).toBe('Chat with us (1)')
  await launcher(page).click()
  await expect(launcher(page).getAttribute('aria-label')).resolves.toBe('Chat with us')
})

it('sends the page without its secrets', async () => {
  const { page, edge } = await rig.open()
  await page.goto(`${edge.shopUrl}/checkout/order-received/5042/?key=wc_order_secret&p=12#token`)
  await openChat(page)
  await ask(page, 'hello')
  await settled(page)
  const [sent] = callsTo(edge, '/chat/send')
  expect(sent?.body.page).toEqual({
    url: `${edge.shopUrl}/checkout/order-received/5042/?p=12`,
    title: 'Brass desk lamp',
  })
  expect(sent?.headers.cookie).toBeUndefined()
})
