const SKIPPED = new Set(
  (
    'script style noscript template svg iframe object embed canvas video audio map nav footer aside form ' +
    'button select textarea input label dialog math head'
  ).split(' ')
)
const SKIPPED_ROLES = new Set(
  (
    'navigation banner contentinfo complementary search dialog alertdialog menu menubar alert status toolbar ' +
    'tooltip form'
  ).split(' ')
)
/** Whole words of class and id only, so `navigation-policy` is cut by neither `nav` nor `policy`. */
const SKIPPED_NAMES =
  /(?:^|[\s_-])(?:cookies?|consent|gdpr|ccpa|newsletter|subscribe|breadcrumbs?|pagination|pager|share|sharing|social|sidebar|widget-area|comments?|comment-respond|skip-link|skiplink|popup|modal|site-header|site-footer|masthead|colophon|mini-cart|cart-contents|related|upsells?|cross-sells?|woocommerce-breadcrumb|woocommerce-pagination|post-navigation|nav-links|table-of-contents|toc|advert|ads)(?:[\s_-](?:bar|banner|notice|box|list|links|widget|container|wrapper|block|section|products|posts|inner|overlay|popup|modal|root|area|nav|icons|buttons))*(?:\s|$)/i
/** Live facts are asked of the shop, never indexed as truth. */
const LIVE_NAMES =
  /(?:^|\s)(?:price|stock|amount|in-stock|out-of-stock|onsale|quantity|sku_wrapper|woocommerce-Price-amount)(?:\s|$)/
const LIVE_PROPS = new Set([
  'price',
  'priceCurrency',
  'availability',
  'offers',
  'lowPrice',
  'highPrice',
  'inventoryLevel',
])
const MAIN_NAMES =
  /(?:^|\s)(?:entry-content|page-content|post-content|article-content|main-content|site-main|woocommerce-Tabs-panel|product)(?:\s|$)/

type Attributes = Record<string, string>

/** `insideMain`: an article's own header holds its title; the site's holds the menu. */
export function isBoilerplate(name: string, attributes: Attributes, insideMain: boolean): boolean {
  if (SKIPPED.has(name)) return true
  if (name === 'header' && !insideMain) return true
  const role = attributes['role']
  if (role && SKIPPED_ROLES.has(role)) return true
  if (name === 'body' || name === 'html' || name === 'main') return false
  const names = `${attributes['class'] ?? ''} ${attributes['id'] ?? ''}`
  return names.length > 1 && SKIPPED_NAMES.test(names)
}

export function isLiveFact(attributes: Attributes): boolean {
  const prop = attributes['itemprop']
  return (prop !== undefined && LIVE_PROPS.has(prop)) || LIVE_NAMES.test(attributes['class'] ?? '')
}

export function isMain(name: string, attributes: Attributes): boolean {
  return (
    name === 'main' || name === 'article' || attributes['role'] === 'main' || MAIN_NAMES.test(attributes['class'] ?? '')
  )
}
