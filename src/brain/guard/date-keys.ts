import { dateKey } from './values.ts'

/** One formatter per zone: building one costs more than a whole answer's formatting. Bounded, zones come from outside. */
const DAYS = new Map<string, Intl.DateTimeFormat>()

function dayFormat(timeZone: string): Intl.DateTimeFormat {
  const known = DAYS.get(timeZone)
  if (known) return known
  if (DAYS.size > 64) DAYS.clear()
  let format: Intl.DateTimeFormat
  try {
    // Sweden writes ISO dates.
    format = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone })
  } catch {
    // A zone Intl does not know: the day in UTC is still a true day.
    format = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: 'UTC' })
  }
  DAYS.set(timeZone, format)
  return format
}

/** The day of a moment in the shopper's zone, as a value's readings: with its year, without it, and the month alone. */
export function dateKeysOf(iso: string, timeZone: string): string[] {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return []
  const [year, month, day] = dayFormat(timeZone).format(at).split('-').map(Number)
  return [dateKey(year, month!, day), dateKey(undefined, month!, day), dateKey(year, month!)]
}
