import { passesMod97 } from './checksums.ts'
import type { Hit } from './hits.ts'

const SHAPE = /[a-z]{2}\d{2}(?:[ -]?[a-z0-9]){11,30}/iy
const START = /(?<![a-z0-9])[a-z]{2}\d{2}/i

/** How long an IBAN is, by country (ISO 13616 registry). One with the right length and a wrong digit is still somebody's. */
const LENGTHS: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ' +
    'ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 ' +
    'LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 ' +
    'QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))])
)

/** An IBAN that begins in the token at `at`; it may run on over blanks. */
export function findIbanAt(text: string, at: number, hits: Hit[]): void {
  const start = START.exec(text.slice(at, at + 24))
  if (!start) return
  SHAPE.lastIndex = at + start.index
  const match = SHAPE.exec(text)
  if (!match) return
  const length = LENGTHS[match[0].slice(0, 2).toUpperCase()]
  const end = length === undefined ? null : endOfLength(match[0], length)
  if (end === null) return
  const written = match[0].slice(0, end)
  // Without its checksum it must at least be written as one: in blocks, or in capitals with no gap.
  if (
    passesMod97(written.replace(/[ -]/g, '').toUpperCase()) ||
    /^[A-Z]{2}\d{2}(?:[A-Z0-9]+| [A-Z0-9 ]+)$/.test(written)
  ) {
    hits.push({ start: match.index, end: match.index + end, sort: 'iban' })
  }
}

/** Where the `length`-th letter or digit ends, or null when the text is shorter. */
function endOfLength(text: string, length: number): number | null {
  let seen = 0
  for (let index = 0; index < text.length; index++) {
    if (text[index] !== ' ' && text[index] !== '-' && ++seen === length) return index + 1
  }
  return null
}
