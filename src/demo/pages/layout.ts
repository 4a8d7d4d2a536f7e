import type { WidgetConfig } from '../../contracts/session-token.ts'
import { html, raw, scriptJson, type Html } from './html.ts'
import type { Page } from './page.ts'

/** Who is looking, as far as the page shows it. */
export type Visitor = { login: string; name: string } | null

/** `edge` is where the chat lives: the host this page was asked on, so that localhost and 127.0.0.1 both work. */
export type LayoutDeps = {
  shopOrigin: string
  edge: string
  visitor: Visitor
  logins: { login: string; name: string }[]
  hasSeenNote: boolean
}

export const SHOP_NAME = 'Lumen & Leaf'

const LEAF = `<path d="M16 29V13" stroke="currentColor" stroke-width="2" stroke-linecap="round" fill="none"/>
<path d="M16 17C9 17 5 12 5 5c7 0 11 5 11 12Z" fill="currentColor" opacity=".55"/>
<path d="M16 22c0-6 4-10 11-10 0 6-4 10-11 10Z" fill="currentColor"/>`
const leaf = raw(`<svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">${LEAF}</svg>`)
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" color="#2f6f4f">${LEAF}</svg>`

const chevron = html`<svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
  <path d="m2 4 4 4 4-4" stroke="currentColor" stroke-width="1.6" fill="none" stroke-linecap="round" />
</svg>`

const NAV: [path: string, label: string][] = [
  ['/shop', 'Shop'],
  ['/guides', 'Guides'],
  ['/policies/returns', 'Returns'],
  ['/faq', 'Help'],
  ['/about', 'About'],
]

/** A form, not a link: signing in changes something, so it is a POST. */
function accountMenu({ visitor, logins }: LayoutDeps, here: string): Html {
  const choice = (login: string, name: string) =>
    html`<button name="login" value="${login}" ${visitor?.login === login && html`aria-current="true"`}>
      <span>${name}</span><small>${login}</small>
    </button>`
  return html`<details class="account">
    <summary>${visitor ? visitor.name : 'Sign in as'} ${chevron}</summary>
    <div class="menu">
      ${visitor && html`<a href="/my-orders">My orders</a>`}
      <form method="post" action="/demo/sign-in">
        <input type="hidden" name="back" value="${here}" />
        <p>Sign in as a customer</p>
        ${logins.map(({ login, name }) => choice(login, name))}
        ${visitor && html`<button class="out" name="login" value="">Sign out</button>`}
      </form>
    </div>
  </details>`
}

const header = (deps: LayoutDeps, here: string) =>
  html`<a class="skip" href="#main">Skip to content</a>
    <header class="top">
      <a class="brand" href="/">${leaf}<span>${SHOP_NAME}</span></a>
      <nav aria-label="Main">
        ${NAV.map(
          ([path, label]) =>
            html`<a href="${path}" ${(here === path || here.startsWith(`${path}/`)) && html`aria-current="page"`}
              >${label}</a
            >`
        )}
      </nav>
      ${accountMenu(deps, here)}
    </header>`

const COLUMNS: [title: string, links: [path: string, label: string][]][] = [
  [
    'Shop',
    [
      ['/shop', 'All products'],
      ['/shop/lamps', 'Lamps'],
      ['/shop/kettles-and-tea', 'Kettles & tea'],
      ['/shop/home', 'Small home things'],
      ['/gift-cards', 'Gift cards'],
    ],
  ],
  [
    'Help',
    [
      ['/policies/returns', 'Returns'],
      ['/policies/shipping', 'Shipping'],
      ['/policies/warranty', 'Guarantee'],
      ['/policies/payment', 'Payment'],
      ['/faq', 'Questions'],
      ['/guides', 'Guides'],
    ],
  ],
  [
    'Us',
    [
      ['/about', 'About us'],
      ['/contact', 'Contact'],
      ['/opening-hours', 'Opening hours'],
      ['/policies/privacy', 'Privacy'],
    ],
  ],
]

const footer = html`<footer class="foot">
  <div class="foot-columns">
    <div class="foot-brand">
      ${leaf}
      <p>Lamps, kettles and small home things, packed by three people in Kilmarra.</p>
    </div>
    ${COLUMNS.map(
      ([title, links]) =>
        html`<nav aria-label="${title}">
          <h2>${title}</h2>
          ${links.map(([path, label]) => html`<a href="${path}">${label}</a>`)}
        </nav>`
    )}
  </div>
  <p class="small">
    ${SHOP_NAME} is a shop in miniature, made to try a support agent on. Nothing here can be bought.
    <a href="/demo/">For engineers</a> · <a href="/demo/mailbox">Mailbox</a> · <a href="/demo/console">Staff console</a>
  </p>
</footer>`

/** A form, so that it closes without a script and stays closed. */
const cookieBar = (here: string) =>
  html`<form class="cookies" method="post" action="/demo/cookie-note" aria-label="Cookies">
    <input type="hidden" name="back" value="${here}" />
    <p>We use one cookie to remember who you are signed in as. No tracking. <a href="/policies/privacy">Privacy</a></p>
    <button>Fine</button>
  </form>`

/** Static: the same for every visitor, and no token in it. */
const widgetConfig = ({ shopOrigin, edge }: LayoutDeps): WidgetConfig => ({
  edge,
  tokenUrl: '/demo/token',
  shopName: SHOP_NAME,
  locale: 'en',
  accent: '#2f6f4f',
  greeting: 'Hello! Ask about an order, a product or our policies.',
  contact: { email: 'hello@lumenandleaf.example', phone: '020 910 0142', url: `${shopOrigin}/contact` },
})

const headOf = (page: Page, shopOrigin: string) =>
  html`<meta charset="utf-8" />
    <title>${page.path === '/' ? page.title : `${page.title} · ${SHOP_NAME}`}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="description" content="${page.description}" />
    <meta name="color-scheme" content="light dark" />
    <meta property="og:title" content="${page.title}" />
    <meta property="og:site_name" content="${SHOP_NAME}" />
    <link rel="canonical" href="${shopOrigin}${page.path}" />
    <link rel="icon" href="/demo/icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="/demo/style.css" />
    ${(page.data ?? []).map(
      (data) =>
        html`<script type="application/ld+json">
          ${scriptJson(data)}
        </script>`
    )}`

/** A whole document around a page's body. */
export function documentOf(page: Page, deps: LayoutDeps): string {
  const config = JSON.stringify(widgetConfig(deps))
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        ${headOf(page, deps.shopOrigin)}
      </head>
      <body>
        ${header(deps, page.path)}
        <main id="main">${page.body}</main>
        ${footer} ${!deps.hasSeenNote && cookieBar(page.path)}
        <script src="/widget/loader.js" defer data-config="${config}"></script>
      </body>
    </html>`.markup
}
