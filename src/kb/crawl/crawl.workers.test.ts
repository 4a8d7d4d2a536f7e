import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { fakeSite, html, sitemap } from '../testing/site.ts'
import { knowledgeRig, ORIGIN } from '../testing/rig.ts'
import { crawlNow } from './crawl-now.ts'

const db = (env as unknown as { DB: D1Database }).DB

const lampShop = () =>
  fakeSite(ORIGIN, {
    '/robots.txt': `User-agent: *\nDisallow: /private\nSitemap: ${ORIGIN}/sitemap.xml`,
    '/sitemap.xml': sitemap(ORIGIN, ['/returns', '/shipping', '/kettle-care', '/private/notes']),
    '/returns': html(
      'Returns',
      '<h2 id="opened">Opened lamps</h2><p>You can return an opened lamp within 30 days.</p>'
    ),
    '/shipping': html('Shipping', '<p>We ship to all of Europe. Delivery takes two to four working days.</p>'),
    '/kettle-care': html(
      'Kettle care',
      '<h2>Descaling</h2><ol><li>Fill with vinegar.</li><li>Boil and wait.</li></ol>'
    ),
    '/private/notes': html('Notes', '<p>Opened lamps are secretly never returned.</p>'),
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
    expect((await search('how do I descale the kettle')).passages[0]!.text).toBe(
      '1. Fill with vinegar.\n2. Boil and wait.'
    )
    const nothing = await search('Do you sell aeroplanes?')
    expect(nothing.answerable).toBeLessThan(0.3)
  })
})
