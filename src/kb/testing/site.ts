/** A small web site that speaks Request and Response, for tests. Counts what it was asked. */
export type FakePage = {
  body: string | Uint8Array
  type?: string
  status?: number
  headers?: Record<string, string>
  /** Called instead of answering: to hang, fail, or answer differently the second time. */
  answer?: (request: Request, times: number) => Response | Promise<Response>
}

export function fakeSite(origin: string, pages: Record<string, FakePage | string>) {
  const asked: string[] = []
  const fetch = async (request: Request): Promise<Response> => {
    const url = new URL(request.url)
    const path = url.pathname + url.search
    asked.push(url.origin === origin ? path : url.href)
    const found = url.origin === origin ? (pages[path] ?? pages[url.pathname]) : undefined
    if (found === undefined) return new Response('not here', { status: 404 })
    const page: FakePage = typeof found === 'string' ? { body: found } : found
    if (page.answer) return page.answer(request, asked.filter((each) => each === path).length)
    const etag = page.headers?.['etag']
    if (etag && request.headers.get('if-none-match') === etag) return new Response(null, { status: 304 })
    const type =
      page.type ?? (path.endsWith('.xml') ? 'application/xml' : path.endsWith('.txt') ? 'text/plain' : 'text/html')
    return new Response(page.body as BodyInit, {
      status: page.status ?? 200,
      headers: { 'content-type': type, ...page.headers },
    })
  }
  return { origin, pages, asked, fetch }
}

export const html = (title: string, main: string, head = ''): string =>
  `<!doctype html><html lang="en"><head><title>${title} – Lamp Shop</title>${head}</head><body>
  <header class="site-header"><a href="/">Lamp Shop</a></header><nav><a href="/returns">Returns</a></nav>
  <main><h1>${title}</h1>${main}</main><footer>Company 123, imprint, newsletter</footer>
  <div class="cookie-notice">We use cookies</div></body></html>`

export function sitemap(origin: string, entries: (string | { path: string; lastmod: string })[]): string {
  const rows = entries.map((entry) => {
    const { path, lastmod } = typeof entry === 'string' ? { path: entry, lastmod: '' } : entry
    return `<url><loc>${origin}${path}</loc>${lastmod ? `<lastmod>${lastmod}</lastmod>` : ''}</url>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${rows.join('')}</urlset>`
}
