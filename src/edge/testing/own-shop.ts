import { createServer, type IncomingMessage } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

export type OwnPage = { title: string; main: string }

/** A shop's web site of the test's own, really served over HTTP on this machine. `asked` counts requests by path. */
export async function openOwnShop(pages: Record<string, OwnPage>) {
  const asked = new Map<string, number>()
  /** Other routes a test wants, by path: an embeddings endpoint, the plugin's own. */
  const routes: Record<string, (body: string, request: IncomingMessage) => unknown> = {}
  let origin = ''
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    asked.set(path, (asked.get(path) ?? 0) + 1)
    const page = pages[path]
    const send = (status: number, type: string, body: string) =>
      response.writeHead(status, { 'content-type': type }).end(body)
    if (routes[path]) {
      void readBody(request).then((body) => send(200, 'application/json', JSON.stringify(routes[path]!(body, request))))
    } else if (path === '/sitemap.xml') send(200, 'application/xml', sitemapOf(origin, Object.keys(pages)))
    else if (page) send(200, 'text/html; charset=utf-8', htmlOf(page))
    else send(404, 'text/plain', 'not here')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { origin, pages, routes, asked, close: () => new Promise((done) => server.close(done)) }
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

const sitemapOf = (origin: string, paths: string[]) =>
  `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${paths
    .map((path) => `<url><loc>${origin}${path}</loc></url>`)
    .join('')}</urlset>`

const htmlOf = ({ title, main }: OwnPage) =>
  `<!doctype html><html lang="en"><head><title>${title}</title></head><body><nav><a href="/">Home</a></nav>` +
  `<main><h1>${title}</h1>${main}</main><footer>Imprint</footer></body></html>`

/** Waits for what a queue or a cron does in its own time. */
export async function until<T>(look: () => Promise<T | null | undefined | false>, forMs = 15_000): Promise<T> {
  const endsAt = Date.now() + forMs
  for (;;) {
    const seen = await look()
    if (seen) return seen
    if (Date.now() > endsAt) throw new Error('waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
