import { toDecimal } from '../../base/money.ts'
import { CURRENCY } from '../world/shapes.ts'

export const decimal = (minor: number): string => toDecimal({ minor, currency: CURRENCY })

/** The shop's WordPress is set to UTC+1 all year round: a local time taken for UTC is an hour off, and a test sees it. */
const SITE_OFFSET_MS = 3_600_000

export const gmtTime = (ms: number): string => new Date(ms).toISOString().slice(0, 19)
export const siteTime = (ms: number): string => gmtTime(ms + SITE_OFFSET_MS)
/** Reads WordPress's date parameter: local unless it carries a zone or the caller says it is GMT. Null when it is no date. */
export function readSiteTime(text: string, isGmt: boolean): number | null {
  const match = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/i.exec(text)
  if (!match) return null
  const ms = Date.parse(match[1] ? text : `${text}Z`)
  if (Number.isNaN(ms)) return null
  return match[1] || isGmt ? ms : ms - SITE_OFFSET_MS
}

/** A `date_x` and `date_x_gmt` pair. */
export const datePair = <Name extends string>(name: Name, ms: number | null) =>
  ({
    [name]: ms === null ? null : siteTime(ms),
    [`${name}_gmt`]: ms === null ? null : gmtTime(ms),
  }) as Record<Name | `${Name}_gmt`, string | null>

const ALL = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** `_links` as WordPress writes them. */
export const links = (collection: string, id: number, allow: string[] = ALL) => ({
  self: [{ href: `${collection}/${id}`, targetHints: { allow } }],
  collection: [{ href: collection }],
})
