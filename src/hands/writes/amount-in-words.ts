import { minorDigits, type Money } from '../../base/money.ts'

const SMALL = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
]
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']
const SCALES = ['', ' thousand', ' million', ' billion', ' trillion']

function belowThousand(value: number): string {
  if (value < 20) return SMALL[value]!
  if (value < 100) return TENS[Math.floor(value / 10)]! + (value % 10 ? `-${SMALL[value % 10]!}` : '')
  const rest = value % 100
  return `${SMALL[Math.floor(value / 100)]!} hundred${rest ? ` and ${belowThousand(rest)}` : ''}`
}

/** Whole numbers from 0, in English. */
export function numberInWords(value: number): string {
  if (value < 1_000) return belowThousand(value)
  const groups: string[] = []
  for (let rest = value, scale = 0; rest > 0; rest = Math.floor(rest / 1_000), scale++) {
    if (rest % 1_000 > 0) groups.unshift(belowThousand(rest % 1_000) + (SCALES[scale] ?? ''))
  }
  return groups.join(' ')
}

const CENTS = ['EUR', 'USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'ZAR']

function partName(currency: string, digits: number, part: number): string {
  if (digits === 2 && CENTS.includes(currency)) return part === 1 ? 'cent' : 'cents'
  if (digits === 2 && currency === 'GBP') return part === 1 ? 'penny' : 'pence'
  return digits === 2 ? 'hundredths' : 'thousandths'
}

/**
 * The amount a second time, so that a slipped comma shows: in English spelled out, elsewhere the platform's long form
 * with the currency's name, since it spells no numbers.
 */
export function amountInWords({ minor, currency }: Money, locale: string): string {
  const digits = minorDigits(currency)
  const [whole, part] = [Math.floor(minor / 10 ** digits), minor % 10 ** digits]
  try {
    if (!locale.toLowerCase().startsWith('en')) {
      const long = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'name' })
      return long.format(minor / 10 ** digits)
    }
    const name = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'name' })
    const unit = name.formatToParts(whole).find((each) => each.type === 'currency')?.value ?? currency
    const cents = part === 0 ? '' : ` and ${numberInWords(part)} ${partName(currency, digits, part)}`
    return `${numberInWords(whole)} ${unit}${cents}`
  } catch {
    // A currency or locale the platform does not know: the figures stand alone.
    return currency
  }
}
