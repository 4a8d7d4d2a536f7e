import { expect, it } from 'vitest'
import type { Frame } from '../src/contracts/frames.ts'
import { openChat, panel } from './rig.ts'
import { codeCard, consentCard, order } from './testing/scripts.ts'
import { widgetRig, PATIENT } from './testing/widget-rig.ts'
import { watchForHarm } from './testing/xss-watch.ts'

const rig = widgetRig()

/** Written for this project; `node e2e/run-payloads.ts FILE` runs any list besides. */
const PAYLOADS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '"><iframe srcdoc="<script>alert(1)</script>">',
  '[click](javascript:alert(1))',
  '[click](JAVASCRIPT&colon;alert(1))',
  '[click](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '![x](https://evil.example/pixel.png)',
  '[![x](https://evil.example/a.png)](https://evil.example/)',
  '<https://evil.example/a>',
  '[a](https://shop.example\u202E@evil.example/)',
  '**<b onmouseover=alert(1)>bold</b>**',
  '- <details open ontoggle=alert(1)>',
  '1. <input autofocus onfocus=alert(1)>',
  '<style>*{display:none}</style><link rel=stylesheet href=https://evil.example/x.css>',
  '<form action=https://evil.example><button>send</button></form>',
  '<base href="https://evil.example/"><meta http-equiv=refresh content="0;url=https://evil.example/">',
  '{{constructor.constructor("alert(1)")()}} ${alert(1)} <%= alert(1) %>',
  'x'.repeat(3_000),
  `${'\u0301\u0489'.repeat(200)} \u202Eevil\u2066 \uFDFD\uFDFD`,
  `| a | b |\n|---|---|\n${'> '.repeat(200)}deep`,
  '<template><script>alert(1)</script></template><object data=javascript:alert(1)>',
]

/** The same text in every place a text can arrive. */
const everywhere = (text: string, no: number): Frame[] => [
  { type: 'start', messageId: `a${no}`, messageMetadata: { turnId: `t${no}`, replyTo: '' } },
  { type: 'data-status', transient: true, data: { step: 'searching', text } },
  { type: 'text-delta', id: 't', delta: text },
  {
    type: 'source-url',
    sourceId: 's',
    url: `https://shop.example/${encodeURIComponent(text.slice(0, 50))}`,
    title: text,
  },
  { type: 'source-url', sourceId: 'j', url: text, title: 'x' },
  {
    type: 'data-order',
    id: `o${no}`,
    data: order({
      status: text,
      items: [{ name: text, quantity: 1, total: { minor: 1, currency: text.slice(0, 3) } }],
      tracking: [{ carrier: text, number: text, url: text, shippedAt: text }],
    }),
  },
  {
    type: 'data-consent',
    id: `c${no}`,
    data: consentCard({ cardId: `c${no}`, title: text, facts: [{ label: text, value: text }], confirmLabel: text }),
  },
  { type: 'data-code', id: `k${no}`, data: codeCard({ cardId: `k${no}`, text }) },
  { type: 'data-actions', id: `d${no}`, data: { items: [{ text }] } },
  { type: 'error', errorText: text },
  { type: 'data-notice', id: `n${no}`, data: { kind: 'order_moved', text } },
  { type: 'data-notice', id: `p${no}`, data: { kind: 'staff_reply', text } },
]

it.each([390, 1280])('lets no text become anything but text at %d px', async (width) => {
  const { page, edge, problems } = await rig.open({ viewport: { width, height: 800 } })
  const harm = await watchForHarm(page, [edge.shopUrl, edge.edgeUrl])
  await page.reload()
  edge.session.mode = 'waiting'
  await openChat(page)
  await expect.poll(() => edge.calls.some((call) => call.path === '/chat/stream'), PATIENT).toBe(true)
  PAYLOADS.forEach((text, no) => everywhere(text, no).forEach((frame) => edge.session.push(frame)))
  await expect.poll(() => panel(page).locator('.notice').count(), PATIENT).toBe(PAYLOADS.length)
  await page.waitForTimeout(500)
  expect(await harm()).toEqual({ dialogs: 0, calls: [], requests: [], elements: [], escapes: [] })
  expect(problems).toEqual([])
  const hosts = await panel(page)
    .locator('.log a')
    .evaluateAll((all) => [...new Set(all.map((link) => new URL((link as HTMLAnchorElement).href).host))])
  // The order's tracking address and the sources are the server's own; of these payloads none made a link.
  expect(hosts.filter((host) => host !== 'shop.example' && host !== 'evil.example')).toEqual([])
  await expect(panel(page).locator('.bubble a[href*="evil"]').count()).resolves.toBe(0)
})

it('makes no element of what the shopper pastes', async () => {
  const { page, edge } = await rig.open()
  const harm = await watchForHarm(page, [edge.shopUrl, edge.edgeUrl])
  await page.reload()
  await openChat(page)
  await panel(page).locator('.chip').first().waitFor()
  for (const text of PAYLOADS.slice(0, 6)) {
    await panel(page).locator('.composer textarea').fill(text)
    await page.keyboard.press('Enter')
  }
  await expect.poll(() => panel(page).locator('.msg.assistant').count(), PATIENT).toBe(6)
  expect(await harm()).toEqual({ dialogs: 0, calls: [], requests: [], elements: [], escapes: [] })
})
