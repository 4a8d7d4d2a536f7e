/** Digits only. The checksum of payment cards. */
export function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let index = digits.length - 1, isSecond = false; index >= 0; index--, isSecond = !isSecond) {
    const digit = digits.charCodeAt(index) - 48
    sum += isSecond ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit
  }
  return sum % 10 === 0
}

/** ISO 7064 mod 97-10 over letters and digits, the checksum of IBAN. `compact` has no spaces and is upper case. */
export function passesMod97(compact: string): boolean {
  let rest = 0
  for (let index = 0; index < compact.length; index++) {
    // The country and check digits count last, so reading starts at the fifth character.
    const code = compact.charCodeAt((index + 4) % compact.length)
    rest = code < 58 ? (rest * 10 + code - 48) % 97 : (rest * 100 + code - 55) % 97
  }
  return rest === 1
}

/** First digits that card networks own; everything else of card length is somebody's order number. */
const NETWORKS: readonly { first: RegExp; lengths: readonly number[] }[] = [
  { first: /^4/, lengths: [13, 16, 19] },
  { first: /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { first: /^3[47]/, lengths: [15] },
  { first: /^(6011|64[4-9]|65|62|60|81|82|508)/, lengths: [16, 17, 18, 19] },
  { first: /^3(0[0-5]|09|[689])/, lengths: [14, 16] },
  { first: /^(2131|1800)/, lengths: [15] },
  { first: /^35(2[89]|[3-8])/, lengths: [16] },
  { first: /^(50|5[6-9]|6)/, lengths: [12, 13, 14, 15, 16, 17, 18, 19] },
  { first: /^(220[0-4]|9792)/, lengths: [16] },
]

export function isCardNumber(digits: string): boolean {
  if (digits.length < 12 || digits.length > 19 || !passesLuhn(digits)) return false
  return NETWORKS.some(({ first, lengths }) => lengths.includes(digits.length) && first.test(digits))
}
