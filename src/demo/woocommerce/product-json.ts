import { productPath, catalog, categoryOf } from '../catalog/catalog.ts'
import type { Product } from '../catalog/shapes.ts'
import { DAY_MS } from '../../base/time.ts'
import { datePair, decimal, links } from './decimals.ts'

const paragraphs = (texts: string[]) => texts.map((text) => `<p>${text}</p>`).join('\n')

const priceHtml = (price: string) =>
  `<span class="woocommerce-Price-amount amount"><bdi><span class="woocommerce-Price-currencySymbol" translate="no">&euro;</span>${price}</bdi></span>`

const saleJson = {
  sale_price: '',
  date_on_sale_from: null,
  date_on_sale_from_gmt: null,
  date_on_sale_to: null,
  date_on_sale_to_gmt: null,
  on_sale: false,
}

const plainGoods = {
  virtual: false,
  downloadable: false,
  downloads: [],
  download_limit: -1,
  download_expiry: -1,
  external_url: '',
  button_text: '',
  tax_status: 'taxable',
  tax_class: '',
  manage_stock: true,
}

const stockJson = (product: Product) => ({
  stock_quantity: product.stock,
  backorders: 'no',
  backorders_allowed: false,
  backordered: false,
  low_stock_amount: null,
  sold_individually: false,
  weight: String(product.weightKg),
  dimensions: { length: '', width: '', height: '' },
  shipping_required: true,
  shipping_taxable: true,
  shipping_class: '',
  shipping_class_id: 0,
  reviews_allowed: true,
  average_rating: '0.00',
  rating_count: 0,
  upsell_ids: [],
  cross_sell_ids: [],
  parent_id: 0,
  purchase_note: '',
})

function placeJson(product: Product) {
  const { id, name, slug } = categoryOf(product)
  const related = catalog.filter((each) => each.category === product.category && each !== product)
  return {
    categories: [{ id, name, slug }],
    brands: [],
    tags: [],
    images: [],
    attributes: [],
    default_attributes: [],
    variations: [],
    grouped_products: [],
    menu_order: 0,
    price_html: priceHtml(decimal(product.price)),
    related_ids: related.map((each) => each.id),
    meta_data: [],
  }
}

/** Key order is WooCommerce's. */
export function productJson(product: Product, bornAt: number, origin: string, api: string) {
  return {
    id: product.id,
    name: product.name,
    slug: product.slug,
    permalink: origin + productPath(product),
    ...datePair('date_created', bornAt - 300 * DAY_MS),
    ...datePair('date_modified', bornAt - 20 * DAY_MS),
    type: 'simple',
    status: 'publish',
    featured: false,
    catalog_visibility: 'visible',
    description: paragraphs(product.description),
    short_description: paragraphs([product.tagline]),
    sku: product.sku,
    price: decimal(product.price),
    regular_price: decimal(product.price),
    ...saleJson,
    purchasable: true,
    total_sales: 3,
    ...plainGoods,
    ...stockJson(product),
    ...placeJson(product),
    stock_status: product.stock > 0 ? 'instock' : 'outofstock',
    has_options: false,
    post_password: '',
    global_unique_id: '',
    _links: links(`${api}/products`, product.id),
  }
}
