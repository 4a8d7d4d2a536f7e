import { toDecimal, type Money } from '../../base/money.ts'

/**
 * Intl objects cost more to build than all the formatting of a turn, so each is built once per locale (and zone or
 * currency). The cache is bounded: locales come from tokens.
 */
const CACHE_MAX = 64

function remembered<T>(build: (key: string) => T): (key: string) => T {
  const cache = new Map<string, T>()
  return (key) => {
    const known = cache.get(key)
    if (known !== undefined) return known
    if (cache.size >= CACHE_MAX) cache.clear()
    const built = build(key)
    cache.set(key, built)
    return built
  }
}

const moneyFormat = remembered((key) => {
  const [locale, currency] = key.split('|') as [string, string]
  return new Intl.NumberFormat(locale, { style: 'currency', currency })
})
const dateFormat = remembered((key) => {
  const [locale, timeZone] = key.split('|') as [string, string]
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone })
})
const listFormat = remembered((locale) => new Intl.ListFormat(locale, { type: 'conjunction', style: 'narrow' }))
const languageNames = remembered((locale) => new Intl.DisplayNames([locale], { type: 'language' }))

export type Where = { locale: string; timeZone: string }

/** For people. A currency code Intl refuses is shown plainly. */
export function showMoney(money: Money, { locale }: Where): string {
  try {
    // Intl accepts a decimal string and keeps it exact; the type says number.
    return moneyFormat(`${locale}|${money.currency}`).format(toDecimal(money) as unknown as number)
  } catch {
    return `${toDecimal(money)} ${money.currency}`
  }
}

/** The day, in the shopper's zone: `20 November 2026`. An unreadable time is shown as it came. */
export function showDate(iso: string, { locale, timeZone }: Where): string {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return iso.slice(0, 30)
  try {
    return dateFormat(`${locale}|${timeZone}`).format(at)
  } catch {
    // A zone or locale Intl does not know: UTC and English are still true.
    return dateFormat('en|UTC').format(at)
  }
}

export const showList = (items: string[], { locale }: Where): string => {
  try {
    return listFormat(locale).format(items)
  } catch {
    return items.join(', ')
  }
}

export function showLanguage(language: string, { locale }: Where): string {
  try {
    return languageNames(locale).of(language) ?? language
  } catch {
    // Not a language tag: the page said something else.
    return language.slice(0, 20)
  }
}
