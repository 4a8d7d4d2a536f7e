import { Hono, type Context } from 'hono'
import type { DemoWorld } from '../world/open-world.ts'
import { aboutPages } from './about.ts'
import { faqPage } from './faq.ts'
import { answerFresh } from './fresh.ts'
import { guidePages } from './guides.ts'
import { documentOf, type LayoutDeps } from './layout.ts'
import type { Page } from './page.ts'
import { plantedPage } from './planted.ts'
import { policyPages } from './policies.ts'
import { shopPages } from './shop-pages.ts'
import { changedAt, robots, sitemapIndex, sitemapOf } from './sitemap.ts'

/** Every public page, as the sitemaps list them. */
export const publicPages: Page[] = [...shopPages, ...policyPages, ...guidePages, faqPage, ...aboutPages]

export type PageDeps = {
  world: Pick<DemoWorld, 'bornAt' | 'planted'>
  shopOrigin: string
  /** What the layout shows for this request. */
  layoutFor: (c: Context) => Promise<LayoutDeps>
}

const HTML = 'text/html; charset=utf-8'
const XML = 'application/xml; charset=utf-8'

export function pageRoutes({ world, shopOrigin, layoutFor }: PageDeps) {
  const app = new Hono()
  for (const page of publicPages) {
    app.get(page.path, async (c) => {
      const [bornAt, layout] = await Promise.all([world.bornAt(), layoutFor(c)])
      return answerFresh(c, documentOf(page, layout), HTML, changedAt(page, bornAt))
    })
  }
  app.get('/:section{guides|product}/:slug', async (c, next) => {
    const { section, slug } = c.req.param()
    const found = (await world.planted()).find((each) => each.slug === slug && each.section === section)
    if (!found) return next()
    const page = plantedPage(found)
    return answerFresh(c, documentOf(page, await layoutFor(c)), HTML, changedAt(page, await world.bornAt()))
  })
  app.get('/robots.txt', (c) => c.text(robots(shopOrigin)))
  app.get('/sitemap.xml', async (c) => {
    const bornAt = await world.bornAt()
    return answerFresh(c, sitemapIndex(publicPages, shopOrigin, bornAt), XML, bornAt)
  })
  for (const section of ['shop', 'help'] as const) {
    app.get(`/sitemap-${section}.xml`, async (c) => {
      const [bornAt, strange] = await Promise.all([world.bornAt(), world.planted()])
      const planted = strange.map(plantedPage)
      return answerFresh(c, sitemapOf(section, [...publicPages, ...planted], shopOrigin, bornAt), XML, bornAt)
    })
  }
  return app
}
