import { ok, refuse, type Result } from '../../base/result.ts'
import type { DemoOrder } from '../world/shapes.ts'
import { readSiteTime } from './decimals.ts'

/** Why a parameter is refused, in WordPress's words. */
export type ParamRefusal = { name: string; code: string; message: string }

export type Page = { page: number; perPage: number }

function readWhole(query: URLSearchParams, name: string, fallback: number): Result<number, ParamRefusal> {
  const text = query.get(name)
  if (text === null) return ok(fallback)
  if (!/^-?\d{1,9}$/.test(text)) {
    return refuse({ name, code: 'rest_invalid_type', message: `${name} is not of type integer.` })
  }
  return ok(Number(text))
}

export function readPage(query: URLSearchParams): Result<Page, ParamRefusal> {
  const page = readWhole(query, 'page', 1)
  if (!page.ok) return page
  const perPage = readWhole(query, 'per_page', 10)
  if (!perPage.ok) return perPage
  const bounds = (name: string, message: string) =>
    refuse({ name, code: 'rest_out_of_bounds', message: `${name} ${message}` })
  if (page.value < 1) return bounds('page', 'must be greater than or equal to 1')
  if (perPage.value < 1 || perPage.value > 100)
    return bounds('per_page', 'must be between 1 (inclusive) and 100 (inclusive)')
  return ok({ page: page.value, perPage: perPage.value })
}

const STATUSES = [
  'any',
  'trash',
  'auto-draft',
  'pending',
  'processing',
  'on-hold',
  'completed',
  'cancelled',
  'refunded',
  'failed',
  'checkout-draft',
]
const STATUS_SENTENCE = `is not one of ${STATUSES.slice(0, -1).join(', ')}, and ${STATUSES.at(-1)}.`

export type OrderFilter = {
  statuses: string[]
  customerId: number | null
  search: string
  include: number[]
  after: number | null
  before: number | null
  modifiedAfter: number | null
  modifiedBefore: number | null
  orderBy: 'date' | 'id' | 'modified'
  ascending: boolean
}

const listed = (query: URLSearchParams, name: string): string[] =>
  [...query]
    .filter(([key]) => key === name || key.startsWith(`${name}[`))
    .flatMap(([, value]) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '')

const DATES = {
  after: 'after',
  before: 'before',
  modified_after: 'modifiedAfter',
  modified_before: 'modifiedBefore',
} as const

/** Reads the filters WooCommerce knows. Every other parameter is ignored without a word, as it does: `?email=` answers everybody's orders. */
export function readOrderFilter(query: URLSearchParams): Result<OrderFilter, ParamRefusal> {
  const statuses = listed(query, 'status')
  const odd = statuses.findIndex((status) => !STATUSES.includes(status))
  if (odd >= 0)
    return refuse({ name: 'status', code: 'rest_not_in_enum', message: `status[${odd}] ${STATUS_SENTENCE}` })
  const customer = readWhole(query, 'customer', -1)
  if (!customer.ok) return customer

  const dates = { after: null, before: null, modifiedAfter: null, modifiedBefore: null } as Pick<
    OrderFilter,
    (typeof DATES)[keyof typeof DATES]
  >
  const isGmt = ['true', '1'].includes(query.get('dates_are_gmt') ?? '')
  for (const [name, field] of Object.entries(DATES)) {
    const text = query.get(name)
    if (text === null) continue
    dates[field] = readSiteTime(text, isGmt)
    if (dates[field] === null) return refuse({ name, code: 'rest_invalid_date', message: 'Invalid date.' })
  }
  const orderBy = query.get('orderby')
  return ok({
    statuses: statuses.length === 0 ? ['any'] : statuses,
    customerId: customer.value < 0 ? null : customer.value,
    search: query.get('search') ?? '',
    include: listed(query, 'include').map(Number),
    ...dates,
    orderBy: orderBy === 'id' || orderBy === 'modified' ? orderBy : 'date',
    ascending: query.get('order') === 'asc',
  })
}

/** WooCommerce's search is a substring match over names, addresses, items and the number a plugin keeps in meta data. */
function isFound(order: DemoOrder, search: string): boolean {
  if (search === '') return true
  const { first_name, last_name, address_1, city, postcode } = order.billing
  const words = [
    String(order.id),
    order.number,
    order.email,
    order.phone,
    `${first_name} ${last_name}`,
    address_1,
    city,
    postcode,
  ]
  const needle = search.toLowerCase()
  return [...words, ...order.lines.map((line) => line.name)].some((word) => word.toLowerCase().includes(needle))
}

const sortKey = { date: 'createdAt', id: 'id', modified: 'updatedAt' } as const

export function filterOrders(orders: DemoOrder[], filter: OrderFilter): DemoOrder[] {
  const { after, before, modifiedAfter, modifiedBefore } = filter
  const key = sortKey[filter.orderBy]
  return orders
    .filter((order) => filter.statuses.includes('any') || filter.statuses.includes(order.status))
    .filter((order) => filter.customerId === null || order.customerId === filter.customerId)
    .filter((order) => filter.include.length === 0 || filter.include.includes(order.id))
    .filter((order) => (after === null || order.createdAt > after) && (before === null || order.createdAt < before))
    .filter((order) => modifiedAfter === null || order.updatedAt > modifiedAfter)
    .filter((order) => modifiedBefore === null || order.updatedAt < modifiedBefore)
    .filter((order) => isFound(order, filter.search))
    .toSorted((a, b) => (filter.ascending ? a[key] - b[key] : b[key] - a[key]))
}

/** `_fields=id,billing.email`: only those, one level of dots deep. */
export function pickFields(value: Record<string, unknown>, fields: string[]): Record<string, unknown> {
  if (fields.length === 0) return value
  const picked: Record<string, unknown> = {}
  for (const [key, inner] of Object.entries(value)) {
    if (fields.includes(key)) picked[key] = inner
    const below = fields.filter((field) => field.startsWith(`${key}.`)).map((field) => field.slice(key.length + 1))
    if (below.length > 0 && typeof inner === 'object' && inner !== null) {
      picked[key] = Object.fromEntries(Object.entries(inner).filter(([name]) => below.includes(name)))
    }
  }
  return picked
}

export const readFields = (query: URLSearchParams): string[] => listed(query, '_fields')
