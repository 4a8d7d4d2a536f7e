export const CATEGORIES = [
  { id: 15, slug: 'lamps', name: 'Lamps', line: 'Warm light for reading, resting and finding the stairs at night.' },
  { id: 16, slug: 'kettles-and-tea', name: 'Kettles & tea', line: 'For the ten quiet minutes while the water boils.' },
  { id: 17, slug: 'home', name: 'Small home things', line: 'Linen, wax and clay: things that get better with use.' },
] as const
export type CategorySlug = (typeof CATEGORIES)[number]['slug']

/** A question people ask about this product, with either one answer or numbered steps. */
export type HowTo = { question: string; answer?: string; steps?: string[]; guide?: { path: string; title: string } }

/** Static: the demo shop's stock never moves. `price` is in euro cents, VAT included. */
export type Product = {
  id: number
  sku: string
  slug: string
  name: string
  category: CategorySlug
  price: number
  stock: number
  weightKg: number
  tagline: string
  description: string[]
  details: [label: string, value: string][]
  howTo: HowTo[]
}
