import { env } from 'cloudflare:workers'
import { reset, applyD1Migrations, type D1Migration } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { Fault } from '../../base/fault.ts'
import { DOCX_TYPE, docxFile, paragraph, pdfFile } from '../testing/files.ts'
import { knowledgeRig, ORIGIN } from '../testing/rig.ts'
import { fakeSite, html, sitemap, type FakePage } from '../testing/site.ts'
import { crawlNow } from './crawl-now.ts'
import { fetchPages } from './fetch-pages.ts'
import { resumeRuns, startCrawl } from './start-crawl.ts'

const { DB: db, TEST_MIGRATIONS } = env as unknown as { DB: D1Database; TEST_MIGRATIONS: D1Migration[] }
beforeEach(async () => {
  await reset()
  await applyD1Migrations(db, TEST_MIGRATIONS)
})

const GOOD = html('Returns', '<p>You can return a lamp within 30 days.</p>')
const shop = (pages: Record<string, FakePage | string>) =>
  fakeSite(ORIGIN, { '/sitemap.xml': sitemap(ORIGIN, Object.keys(pages)), ...pages })

describe('pages in six languages', () => {
  const PAGES: Record<string, [language: string, title: string, text: string, question: string]> = {
    '/en': [
      'en',
      'Returns',
      'You can send back any lamp within thirty days of the delivery, and we will pay for the postage.',
      'returning lamps',
    ],
    '/de': [
      'de',
      'Rückgabe',
      'Sie können jede Leuchte innerhalb von dreißig Tagen nach der Lieferung zurückgeben, und wir zahlen das Porto.',
      'Leuchten zurueckgeben',
    ],
    '/fr': [
      'fr',
      'Retours',
      'Vous pouvez renvoyer chaque luminaire dans les trente jours après la livraison, et nous payons les frais.',
      'renvoyer des luminaires',
    ],
    '/es': [
      'es',
      'Devoluciones',
      'Usted puede devolver cada lámpara dentro de los treinta días después de la entrega, y nosotros pagamos el envío.',
      'devolucion de lamparas',
    ],
    '/nl': [
      'nl',
      'Retourneren',
      'U kunt elke lamp binnen dertig dagen na de bezorging terugsturen, en wij betalen de verzendkosten voor u.',
      'verzendkosten terugsturen',
    ],
    '/ja': [
      'ja',
      '返品',
      'お届けから三十日以内であれば、どのランプでも返品していただけます。送料は当店が負担いたします。',
      'ランプの返品',
    ],
  }

  it('are told apart, and found in their own words', async () => {
    const site = shop(
      Object.fromEntries(Object.entries(PAGES).map(([path, [, title, text]]) => [path, html(title, `<p>${text}</p>`)]))
    )
    const { deps, store, search } = knowledgeRig(db, site)
    await crawlNow(deps, { start: ORIGIN })
    const known = await store.pages.listPages()
    // Each of them declares English, as themes do.
    expect(Object.fromEntries(known.map((page) => [new URL(page.url).pathname.slice(1), page.language]))).toEqual(
      Object.fromEntries(Object.values(PAGES).map(([language]) => [language, language]))
    )
    for (const [path, [, , , question]] of Object.entries(PAGES)) {
      expect((await search(question)).passages[0]?.url).toBe(ORIGIN + path)
    }
  })
})

it('files are read as pages are: a PDF and a Word file', async () => {
  const pdf = pdfFile([
    { text: 'Warranty', size: 24 },
    { text: 'Every kettle carries a warranty of five years.', size: 11 },
  ])
  const word = docxFile(
    paragraph('Wholesale', '<w:pStyle w:val="Heading1"/>') + paragraph('Bars get ten per cent off.')
  )
  const site = shop({
    '/warranty.pdf': { body: pdf, type: 'application/pdf' },
    '/wholesale': { body: word, type: DOCX_TYPE },
  })
  const { deps, search } = knowledgeRig(db, site)
  expect(await crawlNow(deps, { start: ORIGIN })).toMatchObject({ changed: 2, failed: 0 })
  expect((await search('how long is the kettle warranty')).passages[0]).toMatchObject({ title: 'Warranty' })
  expect((await search('discount for bars')).passages[0]).toMatchObject({ title: 'Wholesale' })
}, 30_000)

describe('a host that hangs', () => {
  const never = () => new Promise<Response>(() => undefined)
  const trickle = () =>
    new Response(
      new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(new TextEncoder().encode('<p>half')),
        pull: never as unknown as () => Promise<void>,
        cancel: never as unknown as () => Promise<void>,
      }),
      { headers: { 'content-type': 'text/html' } }
    )

  it.each<[string, () => Response | Promise<Response>]>([
    ['before it answers', never],
    ['in the middle of a page', trickle],
  ])('%s is left, and the others are read', async (_, answer) => {
    const site = shop({ '/slow': { body: '', answer }, '/returns': GOOD })
    const { deps, store } = knowledgeRig(db, site, { timeoutMs: 60 })
    expect(await crawlNow(deps, { start: ORIGIN })).toMatchObject({ changed: 1, failed: 1, done: true })
    expect((await store.pages.listPages()).map((page) => page.url)).toEqual([`${ORIGIN}/returns`])
  })

  it('at its robots.txt or its sitemap does not hold the crawl', async () => {
    for (const path of ['/robots.txt', '/sitemap.xml']) {
      const site = shop({ '/returns': GOOD })
      site.pages[path] = { body: '', answer: trickle }
      const { deps } = knowledgeRig(db, site, { timeoutMs: 60 })
      expect(await crawlNow(deps, { start: ORIGIN })).toMatchObject({ done: true })
    }
  })
})

describe('addresses', () => {
  it('five thousand of them are one run, knocked for in hundreds', async () => {
    const site = shop({})
    site.pages['/sitemap.xml'] = sitemap(
      ORIGIN,
      Array.from({ length: 5_200 }, (_, n) => `/page-${n}`)
    )
    const { deps, sent, store } = knowledgeRig(db, site)
    const batches: number[] = []
    const counted = { ...deps, send: async (messages: typeof sent) => void batches.push(messages.length) }
    const { runId } = await startCrawl(counted, { start: ORIGIN })
    expect(await store.runs.readRun(runId)).toMatchObject({ found: 5_000, done: false })
    expect(batches).toEqual(Array<number>(50).fill(100))
  })

  it('that differ in tracking alone are one page, read once', async () => {
    const site = shop({ '/returns': GOOD })
    site.pages['/sitemap.xml'] = sitemap(ORIGIN, [
      '/returns',
      '/returns?utm_source=mail',
      '/returns?gclid=7&fbclid=1',
      '/returns#top',
    ])
    const { deps } = knowledgeRig(db, site)
    expect(await crawlNow(deps, { start: ORIGIN })).toMatchObject({ found: 1, changed: 1 })
    expect(site.asked.filter((path) => path.startsWith('/returns'))).toEqual(['/returns'])
  })

  it('on other hosts or inside are never asked, whatever a sitemap or a link says', async () => {
    const links = ['http://127.0.0.1/', 'http://[::ffff:10.0.0.1]/', 'http://2130706433/', 'https://evil.example/'].map(
      (url) => `<a href="${url}">x</a>`
    )
    const site = shop({ '/returns': html('Returns', `<p>Words.</p>${links.join('')}`) })
    site.pages['/sitemap.xml'] =
      `<urlset><url><loc>http://169.254.169.254/a</loc></url><url><loc>${ORIGIN}/returns</loc></url></urlset>`
    await crawlNow(knowledgeRig(db, site).deps, { start: ORIGIN, follow: true })
    expect(site.asked).toContain('/returns')
    expect(site.asked.filter((asked) => !asked.startsWith('/'))).toEqual([])
  })

  it('that resolve to this network are refused, also behind a redirect, and asked again when nobody can tell', async () => {
    const hosts = [new URL(ORIGIN).host, 'cdn.example']
    const site = shop({
      '/moved': { body: '', status: 302, headers: { location: 'https://cdn.example/page' } },
      '/returns': GOOD,
    })
    const rig = knowledgeRig(db, site, { allowedHosts: hosts })
    const resolve = async (name: string) => (name === 'cdn.example' ? ['192.168.7.7'] : ['93.184.216.34'])
    expect(await crawlNow({ ...rig.deps, resolve }, { start: ORIGIN })).toMatchObject({ changed: 1, skipped: 1 })
    expect(site.asked.join()).not.toContain('cdn.example')

    const blind = () => Promise.reject(new Fault('upstream_unreachable', { retryable: true }))
    const before = site.asked.length
    await crawlNow({ ...rig.deps, resolve: blind }, { start: ORIGIN, fresh: true })
    expect(site.asked).toHaveLength(before)
    expect(await rig.store.pages.listPages()).toHaveLength(1)
  })
})

describe('what a page forbids or keeps', () => {
  it('noindex in a header counts as one on the page', async () => {
    const page = { body: GOOD, headers: { 'x-robots-tag': 'noindex, nofollow' } }
    expect(await crawlNow(knowledgeRig(db, shop({ '/returns': page })).deps, { start: ORIGIN })).toMatchObject({
      gone: 1,
    })
  })

  it('a date is given back where there is no tag', async () => {
    const asked: (string | null)[] = []
    const page: FakePage = {
      body: '',
      answer: (request) => {
        asked.push(request.headers.get('if-modified-since'))
        const headers = { 'content-type': 'text/html', 'last-modified': 'Sun, 01 Nov 2026 10:00:00 GMT' }
        return asked.length === 1 ? new Response(GOOD, { headers }) : new Response(null, { status: 304 })
      },
    }
    const { deps } = knowledgeRig(db, shop({ '/returns': page }))
    await crawlNow(deps, { start: ORIGIN })
    expect(await crawlNow(deps, { start: ORIGIN })).toMatchObject({ unchanged: 1 })
    expect(asked).toEqual([null, 'Sun, 01 Nov 2026 10:00:00 GMT'])
  })

  it('a failing robots.txt takes nothing out of the index', async () => {
    const site = shop({ '/returns': GOOD })
    const { deps, store } = knowledgeRig(db, site)
    const { runId } = await startCrawl(deps, { start: ORIGIN, urls: [`${ORIGIN}/returns`] })
    site.pages['/robots.txt'] = { body: 'down', status: 503 }
    const [verdict] = await fetchPages(deps, { runId, urls: [`${ORIGIN}/returns`] })
    expect(verdict).toMatchObject({ verdict: 'later' })
    expect(await store.runs.readRun(runId)).toMatchObject({ gone: 0, done: false })
  })
})

describe('a crash', () => {
  it('between writing a page and noting it is made good by reading it again', async () => {
    const { deps, store, tick } = knowledgeRig(db, shop({ '/returns': GOOD }))
    const { runId } = await startCrawl(deps, { start: ORIGIN })
    const runs = { ...store.runs, settle: () => Promise.reject(new Error('gone')) }
    const urls = [`${ORIGIN}/returns`]
    await expect(fetchPages({ ...deps, store: { ...store, runs } }, { runId, urls })).rejects.toThrow('gone')
    tick(60_000)
    expect(await resumeRuns(deps, { idleMs: 30_000 })).toBe(1)
    await fetchPages(deps, { runId, urls })
    expect(await store.runs.readRun(runId)).toMatchObject({ done: true, failed: 0 })
    expect(await store.pages.countPages()).toEqual({ pages: 1, chunks: 1 })
  })

  it('while a page is written leaves the old page whole', async () => {
    const site = shop({ '/returns': GOOD })
    const { deps, store, search } = knowledgeRig(db, site)
    await crawlNow(deps, { start: ORIGIN })
    const [page] = await store.pages.listPages()
    const chunk = {
      ordinal: 0,
      headings: [],
      fragment: '',
      terms: 2,
      stems: { title: 'new', headings: '', body: 'new' },
    }
    const broken = [
      { ...chunk, key: 'one', text: 'new words' },
      { ...chunk, key: 'two', ordinal: 1, text: null as unknown as string },
    ]
    await expect(store.pages.savePages([{ page: { ...page!, title: 'New' }, chunks: broken }])).rejects.toMatchObject({
      code: 'store_unavailable',
    })
    expect(await store.pages.listPages()).toEqual([page])
    expect((await store.pages.readChunks(page!.url)).map((each) => each.text)).toEqual([
      'You can return a lamp within 30 days.',
    ])
    expect((await search('return a lamp')).passages[0]!.title).toBe('Returns')
  })

  it('of twenty later runs does not forget one that is not finished', async () => {
    const { deps, store, tick } = knowledgeRig(db, shop({ '/returns': GOOD }))
    const { runId } = await startCrawl(deps, { start: ORIGIN })
    for (let run = 0; run < 25; run++) {
      tick(1_000)
      await startCrawl(deps, { start: ORIGIN, urls: [] })
    }
    await fetchPages(deps, { runId, urls: [`${ORIGIN}/returns`] })
    expect(await store.runs.readRun(runId)).toMatchObject({ changed: 1, done: true })
  })
})
