import { env } from 'cloudflare:workers'
import { reset, applyD1Migrations, type D1Migration } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeSite, html, sitemap, type FakePage } from '../testing/site.ts'
import { knowledgeRig, ORIGIN } from '../testing/rig.ts'
import { crawlNow } from './crawl-now.ts'
import { abandonPage, fetchPage, fetchPages } from './fetch-pages.ts'
import { resumeRuns, startCrawl } from './start-crawl.ts'

const { DB: db, TEST_MIGRATIONS } = env as unknown as { DB: D1Database; TEST_MIGRATIONS: D1Migration[] }
beforeEach(async () => {
  await reset()
  await applyD1Migrations(db, TEST_MIGRATIONS)
})

const PAGES: Record<string, FakePage | string> = {
  '/returns': html('Returns', '<h2 id="opened">Opened lamps</h2><p>You can return an opened lamp within 30 days.</p>'),
  '/shipping': html('Shipping', '<p>We ship to all of Europe. Delivery takes two to four working days.</p>'),
  '/kettle-care': html('Kettle care', '<h2>Descaling</h2><ol><li>Fill with vinegar.</li><li>Boil and wait.</li></ol>'),
  '/private/notes': html('Notes', '<p>Opened lamps are secretly never returned.</p>'),
}
const lampShop = (more: Record<string, FakePage | string> = {}, listed = Object.keys({ ...PAGES, ...more })) =>
  fakeSite(ORIGIN, {
    '/robots.txt': `User-agent: *\nDisallow: /private\nSitemap: ${ORIGIN}/sitemap.xml`,
    '/sitemap.xml': sitemap(ORIGIN, listed),
    ...PAGES,
    ...more,
  })

describe('a crawl', () => {
  it('reads the pages a sitemap names and finds them again', async () => {
    const site = lampShop()
    const { deps, search } = knowledgeRig(db, site)
    const report = await crawlNow(deps, { start: ORIGIN })
    expect(report).toMatchObject({ found: 3, changed: 3, failed: 0, done: true })
    expect(site.asked).not.toContain('/private/notes')

    const found = await search('Can I return a lamp I opened?')
    expect(found.passages[0]).toMatchObject({
      title: 'Returns',
      headings: ['Opened lamps'],
      url: `${ORIGIN}/returns#opened`,
      text: 'You can return an opened lamp within 30 days.',
    })
    const steps = await search('how do I descale the kettle')
    expect(steps.passages[0]!.text).toBe('1. Fill with vinegar.\n2. Boil and wait.')
    expect((await search('Do you sell aeroplanes?')).answerable).toBeLessThan(0.3)
  })

  it('asks for a page again only with its validator, and fetches none the sitemap vouches for', async () => {
    const etag = { headers: { etag: '"1"' } }
    const site = lampShop({ '/tagged': { body: html('Tagged', '<p>Stable words.</p>'), ...etag } })
    const { deps } = knowledgeRig(db, site)
    await crawlNow(deps, { start: ORIGIN })
    expect(await crawlNow(deps, { start: ORIGIN })).toMatchObject({ found: 4, unchanged: 4, changed: 0 })

    site.pages['/sitemap.xml'] = sitemap(
      ORIGIN,
      ['/returns', '/shipping', '/kettle-care', '/tagged'].map((path) => ({ path, lastmod: '2026-11-01' }))
    )
    await crawlNow(deps, { start: ORIGIN })
    const before = site.asked.length
    expect(await crawlNow(deps, { start: ORIGIN })).toMatchObject({ unchanged: 4 })
    expect(site.asked.slice(before)).toEqual(['/robots.txt', '/sitemap.xml'])
  })

  it('writes only what changed, and takes out a page that is gone in the same run', async () => {
    const site = lampShop()
    const { deps, search, store } = knowledgeRig(db, site)
    await crawlNow(deps, { start: ORIGIN })
    const before = await store.pages.readChunks(`${ORIGIN}/returns`)
    site.pages['/returns'] = html(
      'Returns',
      '<h2 id="opened">Opened lamps</h2><p>You can return an opened lamp within 30 days.</p><h2>Bulbs</h2><p>Bulbs are final sale.</p>'
    )
    delete site.pages['/shipping']
    site.pages['/sitemap.xml'] = sitemap(ORIGIN, ['/returns', '/kettle-care'])
    expect(await crawlNow(deps, { start: ORIGIN })).toMatchObject({ changed: 1, unchanged: 1, gone: 1 })
    const after = await store.pages.readChunks(`${ORIGIN}/returns`)
    expect(after.map((chunk) => chunk.key)).toContain(before[0]!.key)
    expect((await search('do you ship to Europe')).passages.map((each) => each.title)).not.toContain('Shipping')
    expect((await search('bulbs final sale')).passages[0]!.text).toBe('Bulbs are final sale.')
  })

  it('takes out a page that now asks for a login or sends to another host', async () => {
    const site = lampShop()
    const { deps, store } = knowledgeRig(db, site)
    await crawlNow(deps, { start: ORIGIN })
    site.pages['/returns'] = { body: 'sign in', status: 401 }
    site.pages['/shipping'] = { body: '', status: 301, headers: { location: 'https://parcels.example/' } }
    site.pages['/kettle-care'] = { body: 'not now', status: 403 }
    expect(await crawlNow(deps, { start: ORIGIN, fresh: true })).toMatchObject({ gone: 2, skipped: 1 })
    expect((await store.pages.listPages()).map((page) => page.url)).toEqual([`${ORIGIN}/kettle-care`])
  })

  it('takes out a page that says noindex or is forbidden now', async () => {
    const site = lampShop()
    const { deps, store } = knowledgeRig(db, site)
    await crawlNow(deps, { start: ORIGIN })
    site.pages['/returns'] = html('Returns', '<p>Words.</p>', '<meta name="robots" content="noindex">')
    site.pages['/robots.txt'] = `User-agent: *\nDisallow: /shipping\nSitemap: ${ORIGIN}/sitemap.xml`
    await crawlNow(deps, { start: ORIGIN })
    expect((await store.pages.listPages()).map((page) => page.url)).toEqual([
      `${ORIGIN}/kettle-care`,
      `${ORIGIN}/private/notes`,
    ])
  })

  it('follows links where there is no sitemap, and ends in a trap', async () => {
    const endless: FakePage = {
      body: '',
      answer: (request) => {
        const deep = new URL(request.url).pathname
        return new Response(
          html('Deep', `<p>Page ${deep}</p><a href="${deep}/more">on</a><a href="${deep}/x?sort=up">sort</a>`),
          {
            headers: { 'content-type': 'text/html' },
          }
        )
      },
    }
    const site = fakeSite(
      ORIGIN,
      new Proxy(
        { '/': html('Home', '<p>Welcome.</p><a href="/maze">in</a><a href="https://other.example/">out</a>') },
        {
          get: (target, path: string) => Reflect.get(target, path) ?? (path.startsWith('/maze') ? endless : undefined),
        }
      ) as Record<string, FakePage | string>
    )
    const { deps } = knowledgeRig(db, site)
    const report = await crawlNow(deps, { start: ORIGIN })
    expect(report).toMatchObject({ done: true, failed: 0 })
    expect(report.found).toBeLessThan(40)
    expect(site.asked.filter((path) => path.includes('other.example'))).toEqual([])
  })

  it('reads what WordPress and WooCommerce list where there is no sitemap', async () => {
    const json = (rows: object[]): FakePage => ({ body: JSON.stringify(rows), type: 'application/json' })
    const list = (path: string, fields: string) => `/wp-json/${path}?per_page=100&page=1&_fields=${fields}`
    const site = fakeSite(ORIGIN, {
      ...PAGES,
      '/': html('Home', '<p>Hi.</p>'),
      [list('wp/v2/pages', 'link,modified_gmt')]: json([
        { link: `${ORIGIN}/returns`, modified_gmt: '2026-01-01T00:00:00' },
        { link: 'https://other.example/' },
      ]),
      [list('wc/store/v1/products', 'permalink')]: json([{ permalink: `${ORIGIN}/kettle-care` }, { permalink: 7 }, {}]),
    })
    const { deps, store } = knowledgeRig(db, site)
    expect(await crawlNow(deps, { start: ORIGIN })).toMatchObject({ changed: 3, done: true })
    expect((await store.pages.listPages()).map((page) => [new URL(page.url).pathname, page.listedAt])).toEqual([
      ['/', null],
      ['/kettle-care', null],
      ['/returns', '2026-01-01T00:00:00.000Z'],
    ])
  })
})

describe('a difficult host', () => {
  const one = async (page: FakePage, policy = {}) => {
    const site = lampShop({ '/odd': page }, ['/odd'])
    const rig = knowledgeRig(db, site, policy)
    const report = await crawlNow(rig.deps, { start: ORIGIN })
    return { ...rig, site, report }
  }
  const status = (code: number, headers: Record<string, string> = {}): FakePage => ({
    body: 'no',
    status: code,
    headers,
  })

  it.each<[string, FakePage, Record<string, number>]>([
    ['never there', status(404), { gone: 1 }],
    ['for staff only', status(403), { skipped: 1 }],
    ['an image', { body: 'x', type: 'image/png' }, { skipped: 1 }],
    ['empty', { body: '' }, { gone: 1 }],
    ['always failing', status(503), { failed: 1 }],
    ['sending elsewhere', status(302, { location: 'https://evil.example/' }), { skipped: 1 }],
    ['sending inside', status(302, { location: 'http://169.254.169.254/latest' }), { skipped: 1 }],
    ['sending to itself', status(301, { location: '/odd' }), { skipped: 1 }],
    ['sending nowhere', status(302, { location: 'http://[' }), { skipped: 1 }],
    ['breaking off', { body: '', answer: () => Promise.reject(new Error('reset')) }, { failed: 1 }],
    ['a broken pdf', { body: '%PDF-1.4 nothing', type: 'application/pdf' }, { skipped: 1 }],
  ])(
    'is recorded: %s',
    async (_, page, expected) => {
      const { report, site } = await one(page)
      expect(report).toMatchObject({ ...expected, changed: 0, done: true })
      expect(site.asked.filter((each) => !each.startsWith('/'))).toEqual([])
    },
    30_000
  )

  it('is asked again when it says when', async () => {
    const busy: FakePage = {
      body: '',
      answer: (_, times) =>
        times === 1
          ? new Response('busy', { status: 429, headers: { 'retry-after': '30' } })
          : new Response(html('Odd', '<p>Here now.</p>'), { headers: { 'content-type': 'text/html' } }),
    }
    const { report, deps } = await one(busy)
    expect(report).toMatchObject({ changed: 1, failed: 0 })
    expect(deps.now() - report.startedAt).toBeGreaterThanOrEqual(30_000)
  })

  it('has its endless redirects cut', async () => {
    const endless: FakePage = {
      body: '',
      answer: (request, times) =>
        new Response(null, { status: 302, headers: { location: `${new URL(request.url).pathname}?p=${times}` } }),
    }
    const { site, report } = await one(endless)
    expect(report).toMatchObject({ skipped: 1, done: true })
    expect(site.asked.filter((each) => each.startsWith('/odd')).length).toBeLessThan(8)
  })

  it('has its twenty megabytes cut and what was read used', async () => {
    let sent = 0
    const body = () =>
      new ReadableStream<Uint8Array>({
        pull(controller) {
          const text =
            sent === 0
              ? '<html><body><main><h1>Huge</h1>'
              : '<p>One more paragraph of a very long page indeed.</p>'.repeat(2_000)
          controller.enqueue(new TextEncoder().encode(text))
          sent += text.length
          if (sent > 20_000_000) controller.close()
        },
      })
    const { report, store } = await one({
      body: '',
      answer: () => new Response(body(), { headers: { 'content-type': 'text/html' } }),
    })
    expect(report).toMatchObject({ changed: 1 })
    expect(sent).toBeLessThan(5_000_000)
    expect((await store.pages.readChunks(`${ORIGIN}/odd`)).length).toBeLessThanOrEqual(400)
  }, 30_000)

  it('is waited for between requests as robots.txt asks', async () => {
    const site = lampShop()
    site.pages['/robots.txt'] = `User-agent: *\nCrawl-delay: 3\nSitemap: ${ORIGIN}/sitemap.xml`
    const { deps } = knowledgeRig(db, site)
    const report = await crawlNow(deps, { start: ORIGIN })
    expect(report).toMatchObject({ changed: 4 })
    expect(deps.now() - report.startedAt).toBeGreaterThanOrEqual(9_000)
  })

  it('is left alone while its robots.txt fails', async () => {
    const site = lampShop()
    site.pages['/robots.txt'] = { body: 'down', status: 500 }
    expect(await crawlNow(knowledgeRig(db, site).deps, { start: ORIGIN })).toMatchObject({ changed: 0, done: true })
    expect(site.asked.every((path) => path === '/robots.txt')).toBe(true)
  })

  it('cannot send a bomb as its sitemap', async () => {
    const zeros = new Response(new Uint8Array(53_000_000)).body!.pipeThrough(new CompressionStream('gzip'))
    const bomb = new Uint8Array(await new Response(zeros).arrayBuffer())
    const site = lampShop({
      '/sitemap.xml': { body: bomb, type: 'application/gzip' },
      '/': html('Home', '<p>Home.</p>'),
    })
    expect(await crawlNow(knowledgeRig(db, site).deps, { start: ORIGIN })).toMatchObject({ done: true })
  }, 30_000)
})

describe('one page behind several addresses', () => {
  it('is one page, under the address it names', async () => {
    const lamp = html('Lamp', '<p>A brass lamp with a linen shade.</p>', '<link rel="canonical" href="/lamp">')
    const site = lampShop({ '/lamp': lamp, '/shop/lamp?utm_source=mail': lamp, '/shop/lamp': lamp }, [
      '/shop/lamp?utm_source=mail',
      '/lamp',
    ])
    const { deps, store } = knowledgeRig(db, site)
    await crawlNow(deps, { start: ORIGIN })
    expect((await store.pages.listPages()).map((page) => page.url)).toEqual([`${ORIGIN}/lamp`])
  })

  it('does not fold the shop into its front page', async () => {
    const wrong = html('Lamp', '<p>A brass lamp.</p>', '<link rel="canonical" href="/">')
    const { deps, store } = knowledgeRig(db, lampShop({ '/lamp': wrong }, ['/lamp']))
    await crawlNow(deps, { start: ORIGIN })
    expect((await store.pages.listPages()).map((page) => page.url)).toEqual([`${ORIGIN}/lamp`])
  })
})

describe('the queue', () => {
  it('carries a knock per page; a repeated knock and one after the end do nothing', async () => {
    const site = lampShop()
    const { deps, sent, store } = knowledgeRig(db, site)
    const { runId } = await startCrawl(deps, { start: ORIGIN })
    expect(sent).toHaveLength(3)
    for (const message of [...sent, ...sent]) if (message.kind === 'kb-page.fetch') await fetchPage(deps, message)
    expect(await store.runs.readRun(runId)).toMatchObject({ changed: 3, done: true })
    expect(site.asked.filter((path) => path === '/returns')).toHaveLength(1)
  })

  it('goes on where a crash left it', async () => {
    const { deps, sent, store, tick } = knowledgeRig(db, lampShop())
    const { runId } = await startCrawl(deps, { start: ORIGIN })
    await fetchPage(deps, { runId, url: `${ORIGIN}/returns` })
    sent.length = 0
    tick(60_000)
    expect(await resumeRuns(deps, { idleMs: 30_000 })).toBe(2)
    await fetchPages(deps, { runId, urls: sent.flatMap((each) => (each.kind === 'kb-page.fetch' ? [each.url] : [])) })
    expect(await store.runs.readRun(runId)).toMatchObject({ changed: 3, done: true })
  })

  it('gives a page back with a delay, and ends the run when it was given up', async () => {
    const { deps, store } = knowledgeRig(db, lampShop({ '/down': { body: 'x', status: 500 } }, ['/down']))
    const { runId } = await startCrawl(deps, { start: ORIGIN })
    const url = `${ORIGIN}/down`
    expect(await fetchPage(deps, { runId, url })).toEqual({ url, verdict: 'later', delaySeconds: 5 })
    expect(await fetchPage(deps, { runId, url })).toEqual({ url, verdict: 'later', delaySeconds: 10 })
    await abandonPage(deps, { runId, url, why: 'dead letter' })
    expect(await store.runs.readRun(runId)).toMatchObject({ failed: 1, done: true })
  })

  it('re-reads one page when the shop says it changed', async () => {
    const site = lampShop()
    const { deps, search } = knowledgeRig(db, site)
    await crawlNow(deps, { start: ORIGIN })
    site.pages['/returns'] = html('Returns', '<p>Everything may be returned within 90 days.</p>')
    expect(await crawlNow(deps, { start: ORIGIN, urls: [`${ORIGIN}/returns`], fresh: true })).toMatchObject({
      found: 1,
      changed: 1,
    })
    expect((await search('how many days to return')).passages[0]!.text).toContain('90 days')
  })
})
