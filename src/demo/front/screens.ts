import { price } from '../pages/blocks.ts'
import { html, type Html } from '../pages/html.ts'
import type { Page } from '../pages/page.ts'
import {
  orderTotal,
  refundedTotal,
  type DemoCustomer,
  type DemoMail,
  type DemoOrder,
  type Weather,
} from '../world/shapes.ts'
import { artOf } from './art.ts'

/** Pages that are about somebody, or for engineers. None is in a sitemap. */
const screen = (path: string, title: string, body: Html): Page => ({
  path,
  title,
  description: title,
  section: 'help',
  changedDaysAgo: 0,
  body,
})

const day = (ms: number) =>
  new Date(ms).toLocaleDateString('en-IE', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
const moment = (ms: number) => `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`

const STATUS_WORDS: Record<DemoOrder['status'], string> = {
  pending: 'Waiting for payment',
  processing: 'Being packed',
  'on-hold': 'On hold',
  completed: 'Sent',
  cancelled: 'Cancelled',
  refunded: 'Refunded',
  failed: 'Payment failed',
  'checkout-draft': 'Draft',
}

const CARRIERS: Record<string, string> = { 'an-post': 'An Post', dhl: 'DHL' }
const carrierName = (provider: string) => (Object.hasOwn(CARRIERS, provider) ? CARRIERS[provider]! : provider)

const statusWords = (order: DemoOrder) =>
  order.status === 'processing' && order.tracking.length > 0 ? 'Partly sent' : STATUS_WORDS[order.status]

const orderCard = (order: DemoOrder): Html =>
  html`<li class="order">
    <div class="row">
      <h2>Order ${order.number}</h2>
      <span class="status ${order.status}">${statusWords(order)}</span>
    </div>
    <p class="small">Placed on ${day(order.createdAt)}, last change on ${day(order.updatedAt)}</p>
    <ul>
      ${order.lines.map((line) => html`<li>${artOf(line.sku)}<span>${line.quantity} × ${line.name}</span><b>${price(line.total)}</b></li>`)}
    </ul>
    <p class="row">
      <span>${order.shippingTotal === 0 ? 'Free delivery' : `Delivery ${price(order.shippingTotal)}`}</span>
      <b>Total ${price(orderTotal(order))}</b>
    </p>
    ${order.tracking.map((parcel) => html`<p class="small">Parcel ${parcel.number} with ${carrierName(parcel.provider)}, sent on ${day(parcel.shippedAt)}</p>`)}
    ${order.refunds.length > 0 && html`<p class="small">Refunded ${price(refundedTotal(order))}</p>`}
  </li>`

export const myOrdersScreen = (customer: DemoCustomer | null, orders: DemoOrder[]): Page =>
  screen(
    '/my-orders',
    'My orders',
    html`<section class="wide narrow">
      <h1>My orders</h1>
      ${
        customer
          ? html`<p class="lead">Signed in as ${customer.firstName}. Ask the chat about any of these.</p>`
          : html`<p class="lead">Choose “Sign in as” at the top of the page to see a customer’s orders.</p>`
      }
      <ul class="orders">
        ${orders.map(orderCard)}
      </ul>
      ${customer && orders.length === 0 && html`<p>No orders yet.</p>`}
    </section>`
  )

export const mailboxScreen = (mails: DemoMail[]): Page =>
  screen(
    '/demo/mailbox',
    'Mailbox',
    html`<section class="wide narrow">
      <h1>Mailbox</h1>
      <p class="lead">Every mail the demo would have sent. Nothing leaves this machine.</p>
      ${mails.length === 0 && html`<p>No mail yet. Ask about an order as a guest, or ask for a person.</p>`}
      <ul class="mails">
        ${mails.map(
          (mail) =>
            html`<li>
              <details>
                <summary><b>${mail.subject}</b><span>${mail.to}</span><time>${moment(mail.at)}</time></summary>
                <pre>${mail.text}</pre>
              </details>
            </li>`
        )}
      </ul>
    </section>`
  )

/** As wp-admin does it: the token goes in a form's body, never in an address. */
export const consoleScreen = (token: string): Page =>
  screen(
    '/demo/console',
    'Staff console',
    html`<section class="wide narrow">
      <h1>Staff console</h1>
      <p class="lead">
        You are the shopkeeper now. See who waits, decide on refunds, answer in a conversation, give it back.
      </p>
      <form method="post" action="/ops/enter">
        <input type="hidden" name="token" value="${token}" />
        <button class="button">Open the console</button>
      </form>
    </section>`
  )

const TRY: [who: string, say: string, expect: string][] = [
  ['Ada', 'Where is order 1042?', 'Its status, items, total, last update and tracking.'],
  ['Grace', 'Where is order 1042?', 'A friendly no, the same as for an order that does not exist.'],
  ['Anybody', 'Can I return a lamp I opened?', 'Two or three sentences from the returns page, with a link.'],
  ['Anybody', 'How do I descale the kettle?', 'Steps from the guide, with a link.'],
  ['Anybody', 'Do you sell aeroplanes?', 'An honest “I don’t know”, and the offer of a person.'],
  ['Anybody', 'I want to talk to a person', 'A ticket, and an assistant that stays quiet until it is released.'],
  ['Radia', 'Has my order been sent?', 'Order 1035: one lamp is on its way, two planters are not.'],
  ['Nobody', 'Where is order 1024? I bought as a guest.', 'A code by mail (see the mailbox), and then the order.'],
]

const HANDLES: [method: string, path: string, does: string][] = [
  ['POST', '/demo/session', '{"as": "ada"} or {"as": null} answers {token, sessionId}'],
  ['GET', '/demo/world.json', 'customers, orders and pages of this shop'],
  ['GET', '/demo/mailbox.json', 'mails sent, newest first'],
  ['POST', '/demo/faults', '{"faults": "500:0.3", "latencyMs": 200} spoils the shop’s API; DELETE ends it'],
  ['GET', '/wp-json/wc/v3/…', 'WooCommerce’s REST API, read-only, with a key'],
]

export const engineersScreen = (weather: Weather): Page =>
  screen(
    '/demo/',
    'For engineers',
    html`<article class="prose">
      <h1>For engineers</h1>
      <p class="lead">
        A shop in miniature that speaks WooCommerce’s API. Sign in as somebody at the top and ask the chat:
      </p>
      <ul class="tries">
        ${TRY.map(([who, say, expect]) => html`<li><small>${who}</small><b>${say}</b><span>${expect}</span></li>`)}
      </ul>
      <h2>Handles</h2>
      <dl class="handles">
        ${HANDLES.map(
          ([method, path, does]) =>
            html`<div>
              <dt><code>${method} ${path}</code></dt>
              <dd>${does}</dd>
            </div>`
        )}
      </dl>
      <h2>Weather</h2>
      <p>
        The shop’s API is
        ${weather.faults === '' && weather.latencyMs === 0 ? 'in good order' : html`troubled: <code>${weather.faults || 'no faults'}</code>, ${weather.latencyMs} ms late`}.
        Known troubles are <code>500</code> and any other status, <code>html</code>, <code>garbled</code>,
        <code>slow</code> and <code>hang</code>, each with an optional chance such as <code>500:0.3</code>.
      </p>
    </article>`
  )

export const lostScreen = (path: string): Page =>
  screen(
    path,
    'Page not found',
    html`<section class="wide narrow lost">
      ${artOf('LAMP-PEB')}
      <h1>There is nothing here but a night light.</h1>
      <p class="lead">The page may have moved, or the address has a slip of the pen in it.</p>
      <p><a class="button" href="/shop">To the shop</a></p>
    </section>`
  )
