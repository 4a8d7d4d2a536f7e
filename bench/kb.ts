import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createTestHarness } from 'wrangler'
import { percentile } from '../src/kb/testing/measures.ts'
import { makeDocs, makeQueries } from './rig/kb-corpus.ts'

/**
 * `npm run bench:kb -- [--sizes 1000,10000,100000] [--pages 1000]`: our whole search in local workerd beside FTS5 called
 * directly and MiniSearch, and the crawl beside a plain fetch and parse. One run, JSON out: read the ratios.
 */
const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000,100000' },
    pages: { type: 'string', default: '1000' },
    json: { type: 'boolean' },
  },
})
const QUERIES = 200
const say = (line: string) => process.stderr.write(`${line}\n`)
type Times = { p50Ms: number; p95Ms: number; p99Ms: number }

const timesOf = (ms: number[]): Times => ({
  p50Ms: round(percentile(ms, 0.5)),
  p95Ms: round(percentile(ms, 0.95)),
  p99Ms: round(percentile(ms, 0.99)),
})
const round = (value: number) => Math.round(value * 100) / 100

/** Peers are heavy and only for here, so they live in a folder of their own and are fetched when first needed. */
function loadPeers() {
  const folder = join(import.meta.dirname, 'peers')
  if (!existsSync(join(folder, 'node_modules')))
    execFileSync('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'ignore' })
  const require = createRequire(join(folder, 'package.json'))
  return { Database: require('better-sqlite3') as SqliteOpener, MiniSearch: require('minisearch') as MiniSearchOpener }
}
type SqliteOpener = new (path: string) => {
  exec(sql: string): void
  prepare(sql: string): { run(...values: unknown[]): void; all(...values: unknown[]): unknown[] }
}
type MiniSearchOpener = new (options: { fields: string[] }) => {
  addAll(docs: { id: number; title: string; text: string }[]): void
  search(query: string): unknown[]
}

async function openLab() {
  process.env['WRANGLER_SEND_METRICS'] = 'false'
  process.env['CLOUDFLARE_CF_FETCH_ENABLED'] = 'false'
  const configPath = join(import.meta.dirname, '../src/kb/testing/wrangler.toml')
  const server = createTestHarness({ workers: [{ configPath }] })
  const { url } = await server.listen()
  await server.getWorker().applyD1Migrations('DB')
  const post = async <T>(path: string, body: unknown): Promise<T> => {
    const response = await fetch(new URL(path, url), { method: 'POST', body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }
  return { post, close: () => server.close() }
}

async function searchAt(size: number, peers: ReturnType<typeof loadPeers>) {
  const docs = makeDocs(size)
  const queries = makeQueries(QUERIES)
  const lab = await openLab()
  const startedAt = performance.now()
  try {
    for (let at = 0; at < docs.length; at += 500) {
      await lab.post('/docs', { docs: docs.slice(at, at + 500), answersOnly: false })
    }
    await lab.post('/ready', {})
    const indexSeconds = round((performance.now() - startedAt) / 1_000)
    say(`${size} chunks indexed in ${indexSeconds} s`)
    const ask = async (): Promise<number[]> => {
      const asks = queries.map((query, at) => ({ id: String(at), query, history: [] }))
      return (await lab.post<{ answers: { ms: number }[] }>('/search', { asks, topK: 5 })).answers.map(
        (each) => each.ms
      )
    }
    await ask()
    const ours = timesOf(await ask())
    say(`ours: p50 ${ours.p50Ms}, p99 ${ours.p99Ms} ms`)
    const fts5 = fts5At(docs, queries, peers)
    say(`FTS5 called directly: p50 ${fts5.p50Ms}, p99 ${fts5.p99Ms} ms`)
    return {
      chunks: size,
      indexSeconds,
      ours,
      fts5,
      minisearch: size > 10_000 ? null : miniAt(docs, queries, peers),
    }
  } finally {
    await lab.close()
  }
}

type Docs = ReturnType<typeof makeDocs>

function fts5At(docs: Docs, queries: string[], { Database }: ReturnType<typeof loadPeers>): Times {
  const db = new Database(':memory:')
  db.exec("CREATE VIRTUAL TABLE f USING fts5(title, body, tokenize='porter unicode61')")
  const insert = db.prepare('INSERT INTO f (title, body) VALUES (?, ?)')
  db.exec('BEGIN')
  for (const doc of docs) insert.run(doc.title, doc.text)
  db.exec('COMMIT')
  const find = db.prepare('SELECT rowid, title, body FROM f WHERE f MATCH ? ORDER BY bm25(f, 3.0, 1.0) LIMIT 5')
  const anyWord = (query: string) =>
    query
      .match(/\w+/g)!
      .map((word) => `"${word}"`)
      .join(' OR ')
  return timed(queries, (query) => find.all(anyWord(query)))
}

function miniAt(docs: Docs, queries: string[], { MiniSearch }: ReturnType<typeof loadPeers>): Times {
  const index = new MiniSearch({ fields: ['title', 'text'] })
  index.addAll(docs.map((doc, id) => ({ id, title: doc.title, text: doc.text })))
  return timed(queries, (query) => index.search(query))
}

function timed(queries: string[], run: (query: string) => unknown): Times {
  for (const query of queries) run(query)
  return timesOf(
    queries.map((query) => {
      const startedAt = performance.now()
      run(query)
      return performance.now() - startedAt
    })
  )
}

async function crawlPages(count: number) {
  const docs = makeDocs(count)
  const lastmod = '2026-11-01T00:00:00+00:00'
  const server = createServer((request, response) => {
    const { origin, pathname } = new URL(request.url!, `http://${request.headers.host}`)
    const doc = docs[Number(pathname.slice(2))]
    if (pathname === '/sitemap.xml') {
      const rows = docs.map((_, at) => `<url><loc>${origin}/p${at}</loc><lastmod>${lastmod}</lastmod></url>`)
      response.setHeader('content-type', 'application/xml').end(`<urlset>${rows.join('')}</urlset>`)
    } else if (!doc || !pathname.startsWith('/p')) response.writeHead(404).end()
    else response.setHeader('content-type', 'text/html').end(pageOf(doc))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const lab = await openLab()
  try {
    const plain = await lab.post<{ ms: number }>('/plain', { urls: docs.map((_, at) => `${origin}/p${at}`) })
    const first = await lab.post<{ ms: number; changed: number }>('/crawl', { origin })
    const again = await lab.post<{ ms: number; unchanged: number }>('/crawl', { origin })
    const perSecond = (ms: number) => Math.round((count / Math.max(1, ms)) * 1_000)
    return {
      pages: count,
      plainPagesPerSecond: perSecond(plain.ms),
      crawledPagesPerSecond: perSecond(first.ms),
      firstMs: first.ms,
      againMs: again.ms,
      cheaper: round(first.ms / Math.max(1, again.ms)),
      changed: first.changed,
      unchanged: again.unchanged,
    }
  } finally {
    await lab.close()
    server.close()
  }
}

const pageOf = (doc: { title: string; text: string }) =>
  `<!doctype html><html lang="en"><head><title>${doc.title} | Shop</title></head><body><nav>${'<a href="/p1">Lamps</a>'.repeat(30)}</nav>
   <main><h1>${doc.title}</h1><p>${doc.text}</p></main><footer>Imprint</footer></body></html>`

const peers = loadPeers()
const searches = []
for (const size of values.sizes.split(',').map(Number)) searches.push(await searchAt(size, peers))
console.log(JSON.stringify({ bench: 'kb', searches, crawl: await crawlPages(Number(values.pages)) }, null, 2))
