import { homeThings } from './home-things.ts'
import { kettles } from './kettles.ts'
import { lamps } from './lamps.ts'
import { CATEGORIES, type CategorySlug, type Product } from './shapes.ts'

export const catalog: readonly Product[] = [...lamps, ...kettles, ...homeThings]

const bySku = new Map(catalog.map((product) => [product.sku, product]))

/** Throws on an unknown SKU: only the seed and tests name them, and a typo there should stop the shop. */
export function productBySku(sku: string): Product {
  const product = bySku.get(sku)
  if (!product) throw new Error(`no product with SKU ${sku}`)
  return product
}

export const productPath = (product: Product): string => `/product/${product.slug}`

export const productsIn = (slug: CategorySlug): Product[] => catalog.filter((product) => product.category === slug)

export const categoryOf = (product: Product): (typeof CATEGORIES)[number] =>
  CATEGORIES.find((category) => category.slug === product.category)!
