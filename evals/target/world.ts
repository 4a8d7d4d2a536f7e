/** The embedded shop as `/demo/world.json` tells it. */
export type WorldOrder = {
  number: string
  owner: string | null
  email: string
  postcode: string
  status: string
  total: string
  refunded: string
  currency: string
  createdAt: string
  updatedAt: string
  items: { name: string; quantity: number; total: string }[]
  tracking: { carrier: string; number: string }[]
  shipping: Record<string, string>
}
export type WorldCustomer = { id: number; login: string; name: string; email: string }
export type World = {
  customers: WorldCustomer[]
  orders: WorldOrder[]
  pages: { url: string; title: string; section: string }[]
}
