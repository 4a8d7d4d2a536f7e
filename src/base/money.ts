/** Money is whole minor units of a named currency. It is never a float and never a bare number. */
export type Money = { minor: number; currency: string }

/** ISO 4217 currencies whose minor unit is not two digits. WooCommerce stores may still set their own decimals. */
const MINOR_DIGITS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
}

export const minorDigits = (currency: string): number =>
  Object.hasOwn(MINOR_DIGITS, currency) ? MINOR_DIGITS[currency]! : 2

/**
 * Reads a machine-written decimal such as `"53.90"` exactly, digit by digit.
 * Answers null for anything else: `"3,00"`, `"1e1"`, `"NaN"`, more decimals than the currency has, or past 2^53.
 */
export function parseMoney(text: string, currency: string): Money | null {
  const match = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text)
  if (!match) return null
  const digits = minorDigits(currency)
  const [, sign, whole, fraction = ''] = match
  const kept = fraction.slice(0, digits).padEnd(digits, '0')
  // Trailing zeros past the currency's decimals say nothing; other digits would be lost money.
  if (/[1-9]/.test(fraction.slice(digits))) return null
  const minor = Number(`${sign}${whole}${kept}`)
  return Number.isSafeInteger(minor) ? { minor: minor === 0 ? 0 : minor, currency } : null
}

/** The machine's decimal, for wires: `5390 EUR` → `"53.90"`. Never for people. */
export function toDecimal({ minor, currency }: Money): string {
  const digits = minorDigits(currency)
  const sign = minor < 0 ? '-' : ''
  const text = String(Math.abs(minor)).padStart(digits + 1, '0')
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** For people, in their locale. An unknown currency code falls back to the code itself. */
export function formatMoney(money: Money, locale: string): string {
  const value = toDecimal(money)
  try {
    // Intl accepts a decimal string and keeps it exact; the type says number.
    return new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency }).format(
      value as unknown as number
    )
  } catch {
    // A currency code Intl refuses (three letters are all it checks) is still worth showing plainly.
    return `${value} ${money.currency}`
  }
}

export function addMoney(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new Error(`cannot add ${a.currency} and ${b.currency}`)
  return { minor: a.minor + b.minor, currency: a.currency }
}
