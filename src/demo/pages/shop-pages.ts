import { catalog, categoryOf, productPath, productsIn } from '../catalog/catalog.ts'
import { CATEGORIES, type Product } from '../catalog/shapes.ts'
import { artOf } from '../front/art.ts'
import { crumbs, price, steps } from './blocks.ts'
import { html, type Html } from './html.ts'
import type { Page } from './page.ts'

const card = (product: Product): Html =>
  html`<li>
    <a class="card" href="${productPath(product)}">
      <div class="frame">${artOf(product.sku)}</div>
      <h3>${product.name}</h3>
      <p>${price(product.price)}${product.stock === 0 && html` <span class="soon">Back soon</span>`}</p>
    </a>
  </li>`

const grid = (products: readonly Product[]): Html =>
  html`<ul class="grid">
    ${products.map(card)}
  </ul>`

const home: Page = {
  path: '/',
  title: 'Lumen & Leaf: lamps, kettles and small home things',
  description: 'A small shop for warm lamps, patient kettles and linen that gets better with use.',
  section: 'shop',
  changedDaysAgo: 5,
  body: html`<section class="hero">
      <div>
        <p class="eyebrow">Packed by three people in Kilmarra</p>
        <h1>Warm light, hot tea, and nothing you cannot repair.</h1>
        <p class="lead">
          Lamps, kettles and small home things that we have lived with ourselves. Thirty days to change your mind, even
          once the box is open.
        </p>
        <p class="actions">
          <a class="button" href="/shop">See the shop</a><a class="quiet" href="/policies/returns">How returns work</a>
        </p>
      </div>
      <div class="hero-art">${artOf('LAMP-JUN')}${artOf('KET-BRK')}${artOf('HOM-SIL')}</div>
    </section>
    ${CATEGORIES.map(
      (category) =>
        html`<section class="wide">
          <div class="row">
            <h2>${category.name}</h2>
            <a href="/shop/${category.slug}">All of them</a>
          </div>
          ${grid(productsIn(category.slug).slice(0, 4))}
        </section>`
    )}
    <section class="wide promises">
      <div>
        <h2>Thirty days</h2>
        <p>Open it, try it, and send a lamp back if it is not the one. <a href="/policies/returns">Returns</a></p>
      </div>
      <div>
        <h2>Posted today</h2>
        <p>Paid before two, gone by four. Free in Ireland from €75. <a href="/policies/shipping">Shipping</a></p>
      </div>
      <div>
        <h2>Made to be mended</h2>
        <p>Spare parts for at least eight years. <a href="/policies/warranty">Guarantee</a></p>
      </div>
    </section>`,
}

const shop: Page = {
  path: '/shop',
  title: 'Shop',
  description: 'All lamps, kettles, teapots and small home things of Lumen & Leaf.',
  section: 'shop',
  changedDaysAgo: 6,
  body: html`<section class="wide">
    <h1>Shop</h1>
    <p class="lead">A dozen things, each of which has lived with one of us for three months.</p>
    ${CATEGORIES.map(
      (category) =>
        html`<h2>${category.name}</h2>
          ${grid(productsIn(category.slug))}`
    )}
  </section>`,
}

const categoryPage = (category: (typeof CATEGORIES)[number]): Page => ({
  path: `/shop/${category.slug}`,
  title: category.name,
  description: category.line,
  section: 'shop',
  changedDaysAgo: 6,
  body: html`${crumbs(['/', 'Home'], ['/shop', 'Shop'])}
    <section class="wide">
      <h1>${category.name}</h1>
      <p class="lead">${category.line}</p>
      ${grid(productsIn(category.slug))}
    </section>`,
})

const dataOf = (product: Product) => ({
  '@context': 'https://schema.org',
  '@type': 'Product',
  name: product.name,
  sku: product.sku,
  description: product.tagline,
  category: categoryOf(product).name,
  weight: { '@type': 'QuantitativeValue', value: product.weightKg, unitCode: 'KGM' },
  offers: {
    '@type': 'Offer',
    price: (product.price / 100).toFixed(2),
    priceCurrency: 'EUR',
    availability: `https://schema.org/${product.stock > 0 ? 'InStock' : 'OutOfStock'}`,
  },
})

const howTo = ({ question, answer, steps: texts, guide }: Product['howTo'][number]): Html =>
  html`<section class="question">
    <h3>${question}</h3>
    ${answer && html`<p>${answer}</p>`}${texts && steps(texts)}
    ${guide && html`<p>The whole guide: <a href="${guide.path}">${guide.title}</a></p>`}
  </section>`

const stockLine = (product: Product): string =>
  product.stock === 0
    ? 'Out of stock, back in about three weeks'
    : product.stock < 10
      ? `Only ${product.stock} left`
      : 'In stock'

/** The button buys nothing: this is a shop to talk to, not to pay in. */
const buyBox = (product: Product): Html =>
  html`<div class="buy">
    <p class="price">${price(product.price)} <small>VAT included</small></p>
    <p class="stock ${product.stock === 0 && 'none'}">${stockLine(product)}</p>
    <button class="button" type="button" disabled>${product.stock === 0 ? 'Back soon' : 'Add to basket'}</button>
    <p class="small">
      <a href="/policies/shipping">Delivery</a> · <a href="/policies/returns">30 days to return</a> ·
      <a href="/policies/warranty">Guarantee</a>
    </p>
  </div>`

const productPage = (product: Product, index: number): Page => {
  const category = categoryOf(product)
  const others = productsIn(category.slug).filter((each) => each !== product)
  return {
    path: productPath(product),
    title: product.name,
    description: `${product.name}, ${price(product.price)}. ${product.tagline}`,
    section: 'shop',
    changedDaysAgo: 9 + index * 4,
    data: [dataOf(product)],
    body: html`${crumbs(['/', 'Home'], ['/shop', 'Shop'], [`/shop/${category.slug}`, category.name])}
      <article class="product">
        <div class="frame large">${artOf(product.sku)}</div>
        <div class="about">
          <h1>${product.name}</h1>
          <p class="lead">${product.tagline}</p>
          ${buyBox(product)} ${product.description.map((text) => html`<p>${text}</p>`)}
          <h2>Details</h2>
          <dl>
            ${product.details.map(
              ([label, value]) =>
                html`<div>
                  <dt>${label}</dt>
                  <dd>${value}</dd>
                </div>`
            )}
          </dl>
          <h2>Questions about the ${product.name}</h2>
          ${product.howTo.map(howTo)}
        </div>
      </article>
      <aside class="wide">
        <h2>Goes well with</h2>
        ${grid(others.slice(0, 4))}
      </aside>`,
  }
}

export const shopPages: Page[] = [home, shop, ...CATEGORIES.map(categoryPage), ...catalog.map(productPage)]
