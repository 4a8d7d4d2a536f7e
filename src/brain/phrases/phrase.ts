import { ORDER_STATUSES, type OrderStatus } from '../../contracts/order.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { ja } from './ja.ts'
import { PHRASE_LANGUAGES, type PhraseKey, type PhraseLanguage, type PhraseTable } from './keys.ts'

const TABLES: Readonly<Record<PhraseLanguage, PhraseTable>> = { en, de, fr, es, ja }

export type PhraseValues = Readonly<Record<string, string | number>>

/** The language of ours that serves this locale. A language we do not speak is served in English. */
export function phraseLanguage(locale: string): PhraseLanguage {
  const primary = locale.slice(0, 2).toLowerCase()
  return PHRASE_LANGUAGES.find((each) => each === primary) ?? 'en'
}

/** A fixed sentence in the shopper's language. A `{name}` without a value stays visible, so a test sees it. */
export function phrase(key: PhraseKey, locale: string, values?: PhraseValues): string {
  const text = TABLES[phraseLanguage(locale)][key]
  if (!values) return text
  // One pass: a value that itself holds `{…}` is never expanded again.
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole
  )
}

const isKnownStatus = (status: OrderStatus): status is (typeof ORDER_STATUSES)[number] =>
  ORDER_STATUSES.some((known) => known === status)

/** A status a plugin added has no words of ours: its own slug, with the dashes taken out. */
export function orderStatusWords(status: OrderStatus, locale: string): string {
  if (isKnownStatus(status)) return phrase(`order_status_${status}`, locale)
  return status
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, 40)
}
