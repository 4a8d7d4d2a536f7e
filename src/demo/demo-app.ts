import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { trimTrailingSlash } from 'hono/trailing-slash'
import type { Chance, Clock } from '../base/time.ts'
import { BODY_MAX_BYTES } from '../contracts/chat-api.ts'
import type { Claims } from '../contracts/claims.ts'
import { handleRoutes } from './front/handles.ts'
import { plantRoute } from './front/plant-route.ts'
import { consoleScreen, engineersScreen, lostScreen, mailboxScreen, myOrdersScreen } from './front/screens.ts'
import { stylesheet } from './front/stylesheet.ts'
import { staffSession, tokenRoutes } from './front/token.ts'
import { changeLogin, fullName, hasSeenNote, isOwnPage, markNoteSeen, signedIn } from './front/visit.ts'
import { answerFresh } from './pages/fresh.ts'
import { documentOf, ICON, type LayoutDeps } from './pages/layout.ts'
import type { Page } from './pages/page.ts'
import { pageRoutes } from './pages/routes.ts'
import type { DemoPlugin } from './plugin/open-plugin.ts'
import { pluginRoutes } from './plugin/plugin-routes.ts'
import type { WcKeys } from './woocommerce/admit.ts'
import { sendOrderWebhook } from './woocommerce/order-webhook.ts'
import { wooRoutes } from './woocommerce/routes.ts'
import { badWeather } from './woocommerce/weather.ts'
import type { DemoWorld } from './world/open-world.ts'
import type { Weather } from './world/shapes.ts'

export type DemoDeps = {
  world: DemoWorld
  /** Signs these claims with the edge's own key. */
  mintToken: (claims: Claims) => Promise<string>
  now: Clock
  chance: Chance
  /** Waits, or less when the signal says that the asker has left. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** DEMO_FAULTS and DEMO_LATENCY_MS; `POST /demo/faults` outranks them. */
  weather: Weather
  /** Where the shop's `order.updated` webhook goes: the raw body and WooCommerce's headers. */
  deliverWebhook: (body: string, headers: Record<string, string>) => Promise<void>
  webhookSecret: string
  /** Such as `http://localhost:8787`. */
  shopOrigin: string
  /** The read-only key the shop client is given. */
  wcKeys: WcKeys
  /** The WordPress plugin's stand-in. Without one the shop takes no writes. */
  plugin?: DemoPlugin
}

const FIRST_PARTS = new Set([
  '',
  'shop',
  'product',
  'policies',
  'guides',
  'faq',
  'about',
  'contact',
  'opening-hours',
  'gift-cards',
  'my-orders',
  'robots.txt',
  'sitemap.xml',
  'sitemap-shop.xml',
  'sitemap-help.xml',
  'demo',
  'wp-json',
])

/** True for every path the demo shop answers. The rest of the Worker's doors (`/chat`, `/ops`…) never match. */
export const demoHandles = (path: string): boolean => FIRST_PARTS.has(path.split('/')[1] ?? '')

/** The whole shop: pages, WooCommerce's API, and the engineers' handles. Mount it in demo mode only. */
export function demoApp(deps: DemoDeps) {
  const { world, shopOrigin, chance } = deps
  const weather = async () => (await world.weather()) ?? deps.weather
  const layoutFor = async (c: Context): Promise<LayoutDeps> => {
    const customers = await world.customers()
    const who = signedIn(c, customers)
    const logins = customers.map((each) => ({ login: each.login, name: fullName(each) }))
    const visitor = who && { login: who.login, name: fullName(who) }
    return { shopOrigin, edge: new URL(c.req.url).origin, visitor, logins, hasSeenNote: hasSeenNote(c) }
  }

  const app = new Hono()
  // `/shop/` leads to `/shop`, as a real shop leads one spelling to the other.
  app.use(trimTrailingSlash())
  app.route('/', pageRoutes({ world, shopOrigin, layoutFor }))
  app.use('/wp-json/*', badWeather({ weather, random: () => chance.random(), sleep: deps.sleep }))
  app.route('/wp-json/wc/v3', wooRoutes({ world, now: deps.now, wcKeys: deps.wcKeys }))
  if (deps.plugin) app.route('/wp-json', pluginRoutes({ plugin: deps.plugin }))
  app.use(
    '/demo/*',
    bodyLimit({ maxSize: BODY_MAX_BYTES, onError: (c) => c.json({ code: 'too_large', message: 'Too large.' }, 413) })
  )
  app.route('/demo', tokenRoutes({ ...deps, secret: deps.wcKeys.secret }))
  app.route(
    '/demo',
    handleRoutes({ world, weather, shopOrigin, orderChanged: (order) => sendOrderWebhook(deps, order) })
  )
  app.route('/demo', plantRoute({ world, shopOrigin }))
  app.route('/', frontRoutes({ ...deps, weather: weather }, layoutFor))
  app.notFound(async (c) => show(c, lostScreen(c.req.path), layoutFor, 404))
  return app
}

type LayoutFor = (c: Context) => Promise<LayoutDeps>

/** Pages about somebody are never kept by anyone. */
const show = async (c: Context, page: Page, layoutFor: LayoutFor, status: 200 | 404 = 200) =>
  c.html(documentOf(page, await layoutFor(c)), status, { 'cache-control': 'no-store', 'x-robots-tag': 'noindex' })

/** A form that does not parse has no fields. */
const readForm = (c: Context): Promise<Record<string, unknown>> => c.req.parseBody().catch(() => ({}))

/** Only a path of this shop: `//elsewhere` and `/\elsewhere` would lead out of it. */
const backPath = (back: unknown): string => (typeof back === 'string' && /^\/(?![/\\])/.test(back) ? back : '/')

type FrontDeps = Omit<DemoDeps, 'weather'> & { weather: () => Promise<Weather> }

function frontRoutes(deps: FrontDeps, layoutFor: LayoutFor) {
  const { world, chance, shopOrigin, weather } = deps
  const app = new Hono()
  app.get('/demo/style.css', async (c) => answerFresh(c, stylesheet, 'text/css; charset=utf-8', await world.bornAt()))
  app.get('/demo/icon.svg', async (c) => answerFresh(c, ICON, 'image/svg+xml', await world.bornAt()))
  app.get('/demo', (c) => c.redirect('/demo/', 301))
  app.get('/demo/', async (c) => show(c, engineersScreen(await weather()), layoutFor))
  app.get('/demo/mailbox', async (c) => show(c, mailboxScreen(await world.mailbox()), layoutFor))

  app.get('/demo/console', async (c) => {
    const { token } = await staffSession({ ...deps, secret: deps.wcKeys.secret })
    return show(c, consoleScreen(token), layoutFor)
  })

  app.get('/my-orders', async (c) => {
    const [customers, orders] = await Promise.all([world.customers(), world.orders()])
    const who = signedIn(c, customers)
    const theirs = orders.filter((order) => order.customerId === who?.id)
    return show(c, myOrdersScreen(who, theirs), layoutFor)
  })

  app.post('/demo/cookie-note', async (c) => {
    const form = await readForm(c)
    markNoteSeen(c)
    return c.redirect(backPath(form.back), 303)
  })

  app.post('/demo/sign-in', async (c) => {
    if (!isOwnPage(c, shopOrigin, true))
      return c.json({ code: 'wrong_origin', message: 'Ask from a page of this shop.' }, 403)
    const form = await readForm(c)
    const login = typeof form.login === 'string' && form.login !== '' ? form.login : null
    const isKnown = login === null || (await world.customers()).some((each) => each.login === login)
    if (!isKnown) return c.json({ code: 'no_such_customer', message: 'There is no customer with this login.' }, 404)
    changeLogin(c, login, chance)
    return c.redirect(backPath(form.back), 303)
  })
  return app
}
