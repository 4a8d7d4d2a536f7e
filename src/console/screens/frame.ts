import type { Context } from 'hono'
import { html } from 'hono/html'

/** Markup made by `html`; its holes are escaped. */
export type Markup = ReturnType<typeof html>

/** No script runs here at all: what a shopper wrote cannot become one, even if an escape were forgotten. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
}

const STYLE = `:root{color-scheme:light dark;--line:#8886;--soft:#8881}
*{box-sizing:border-box}body{margin:0 auto;max-width:60rem;padding:1rem;font:16px/1.5 system-ui,sans-serif}
header{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;justify-content:space-between}
h1{font-size:1.4rem;margin:.5rem 0}h2{font-size:1.1rem;margin:1.5rem 0 .5rem}
ul,ol{list-style:none;margin:0;padding:0}li{padding:.75rem;border:1px solid var(--line);border-radius:.5rem;margin-bottom:.5rem}
p{margin:.25rem 0;overflow-wrap:anywhere;white-space:pre-line}small{opacity:.8}
.shopper{background:var(--soft)}form{display:inline-flex;flex-wrap:wrap;gap:.5rem;margin-top:.5rem}.wide{display:grid}
button{font:inherit;min-height:44px;padding:.25rem 1rem;border-radius:.5rem;border:1px solid currentColor;background:none;color:inherit;cursor:pointer}
textarea{font:inherit;width:100%;padding:.5rem;border-radius:.5rem}a{color:inherit}:focus-visible{outline:3px solid #2271b1;outline-offset:2px}`

/** One page of the console. */
export const frame = ({ title, body, head }: { title: string; body: Markup; head?: Markup }): Markup =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="robots" content="noindex" />
        <title>${title} – Counterhand</title>
        ${head ?? ''}
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`

/** Answers with a page. Nothing of it is kept on the way. */
export function show(c: Context, page: Markup, status: 200 | 401 = 200): Response | Promise<Response> {
  for (const [name, value] of Object.entries(HEADERS)) c.header(name, value)
  return c.html(page, status)
}
