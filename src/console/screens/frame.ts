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

const STYLE = `:root{color-scheme:light dark;--ink:light-dark(#1d2327,#f0f0f1);--quiet:light-dark(#50575e,#b8bcc0);
--page:light-dark(#f6f7f7,#15181b);--card:light-dark(#fff,#20252a);--line:light-dark(#dcdcde,#3c434a);--own:light-dark(#2b6a4d,#2f7a58);--warm:light-dark(#eef5f0,#22332b)}
*{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:50rem;margin:0 auto;padding:1rem 1rem 3rem}
header{display:flex;gap:.5rem 1rem;align-items:center;justify-content:space-between}header form{margin:0}
h1{font-size:1.5rem;margin:.75rem 0;text-wrap:balance}h2{font-size:1.05rem;margin:1.75rem 0 .5rem}
ul,ol{list-style:none;margin:0;padding:0}li{padding:.75rem 1rem;background:var(--card);border:1px solid var(--line);border-radius:.75rem;margin-bottom:.6rem}
ol{display:grid;gap:.6rem;margin:1rem 0}ol li{margin:0;max-width:85%;justify-self:end;border-bottom-right-radius:.2rem;background:var(--warm)}
ol .shopper{justify-self:start;background:var(--card);border-radius:.75rem .75rem .75rem .2rem}ol .draft{border-style:dashed;background:none}
p{margin:.25rem 0;overflow-wrap:anywhere;white-space:pre-line}small{color:var(--quiet)}
[role=status]{padding:.6rem 1rem;border-left:4px solid var(--own);background:var(--card)}
form{display:inline-flex;flex-wrap:wrap;gap:.5rem;margin-top:.5rem}.wide{display:grid;justify-items:start;margin:1.5rem 0 .5rem}
button{font:inherit;min-height:44px;padding:.25rem 1.1rem;border-radius:.5rem;border:1px solid var(--line);background:var(--card);color:inherit;cursor:pointer}
button.main{background:var(--own);border-color:var(--own);color:#fff;font-weight:600}button:hover{border-color:currentColor}
textarea{font:inherit;width:100%;padding:.6rem .75rem;border:1px solid var(--quiet);border-radius:.5rem;background:var(--card);color:inherit}
a{color:inherit}:focus-visible{outline:3px solid #2271b1;outline-offset:2px}`

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
