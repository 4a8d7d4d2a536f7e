import type { Find, Hit, Sort } from './hits.ts'

/** Keys and tokens known by their first letters, and anything that looks drawn at random. Matched against whole tokens. */
const TOKENS: readonly RegExp[] = [
  /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/,
  /\b(?:sk|pk|rk|ck|cs|whsec|ghp|gho|ghs|ghu|github_pat|glpat|xox[abeoprs]|wc_order|shpat|tok|npm|hf|lin_api)[_-][\w-]{8,}/i,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bAIza[\w-]{30,}|\bSG\.[\w-]{16,}\.[\w-]{16,}/,
  /\b[0-9a-f]{32,}\b/i,
  /(?<![\w/+-])(?=[\w+/-]*\d)(?=[\w+/-]*[a-z])(?=[\w+/-]*[A-Z])[\w+/-]{28,}={0,2}/,
  /\b(?:bc1[a-z0-9]{20,}|[13][1-9A-HJ-NP-Za-km-z]{25,34})\b/,
]
const TOKEN_MIN = 12

/** Looks in one stretch without blanks, which begins at `start` in the text. */
export function findSecretsIn(token: string, start: number, hits: Hit[]): void {
  for (const shape of TOKENS) {
    const match = shape.exec(token)
    if (!match) continue
    hits.push({ start: start + match.index, end: start + match.index + match[0].length, sort: 'secret' })
    // The rest of a long line without blanks (a URL, a header) may hold another.
    const rest = match.index + match[0].length
    if (token.length - rest >= TOKEN_MIN) findSecretsIn(token.slice(rest), start + rest, hits)
    return
  }
}

/** What may stand between "password" and the password itself. */
const SAYS = String.raw`['"]?\s*(?:[:=]+|(?:is|was|ist|lautet|es|est)\b:?)\s*['"]?`
/** "My password is not working": words that follow and are no secret. */
const COMMON = String.raw`(?!(?:not|wrong|incorrect|a|an|the|my|too|so|very|being|been|still|on|in|no|now|never|always|also|invalid|expired|correct|required|case|working|right|lost|forgotten|reset|stolen|missing|hacked|compromised|safe|secure|weak|strong|needed|blocked|locked|different|old|new|unknown|empty|what|there|it|that|this|for|to|of|by|as|and|or|falsch|nicht|weg|ung[uü]ltig|incorrecta?|faux|perdu)\b)`
const VALUE = String.raw`([^\s'",;[\]]{3,})`

/** A word that says what follows it is secret: found by plain search first, then read from there. */
type Cue = { word: string; sort: Sort; shape: RegExp }
const secretCue = (word: string, shape: string): Cue => ({ word, sort: 'secret', shape: new RegExp(shape, 'iy') })
const afterCue = (word: string, rest = '') => secretCue(word, `${word}${rest}${SAYS}${COMMON}${VALUE}`)

const SECRET_CUES: readonly Cue[] = [
  afterCue('pass', '(?:word|wort|wd|phrase|code)?'),
  afterCue('pwd'),
  afterCue('kennwort'),
  afterCue('contrase', '[nñ]a'),
  afterCue('mot de passe'),
  afterCue('secret', '(?:[ _-]?key)?'),
  afterCue('token'),
  secretCue(
    'key',
    `(?<=(?:api|access|consumer|private|auth|account|license|licence)[ _-]?)key${SAYS}${COMMON}${VALUE}`
  ),
  secretCue('bearer', String.raw`bearer\s+([\w+/=.~-]{8,})`),
  secretCue('basic ', String.raw`basic\s+([\w+/-]{12,}={0,2})`),
]
const DIGITS = String.raw`(?:\s*(?:is|was|:|=|#|number|no\.?|ist|es|est|lautet))*\s*(\d{3}[ -]\d{3}|\d{3,8})(?![\d-])`
const OTHER_CODES =
  'zip|postal|post|product|order|item|error|discount|promo|promotion|coupon|voucher|gift|status|area|country|sort|bar|qr|source|tracking|article|colou?r|model|return|shipping|reference|store|shop|size|dial|dialling|calling|exit|http|response'
const codeCue = (word: string, before = '(?<![a-z])'): Cue => ({
  word,
  sort: 'code',
  shape: new RegExp(`${before}${word}\\d?${DIGITS}`, 'iy'),
})
const CODE_CUES: readonly Cue[] = [
  codeCue('code', `(?<!(?:${OTHER_CODES})[ -]?)`),
  codeCue('pin'),
  codeCue('cvv'),
  codeCue('cvc'),
  codeCue('otp'),
]

const follow = (cues: readonly Cue[], text: string, hits: Hit[]): void => {
  let lower = text.toLowerCase()
  // Letters that change length in lower case (İ) would part the two texts, so then only A to Z are lowered.
  if (lower.length !== text.length) lower = text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase())
  for (const { word, sort, shape } of cues) {
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length)) {
      shape.lastIndex = at
      const match = shape.exec(text)
      if (!match) continue
      const start = at + match[0].lastIndexOf(match[1]!)
      hits.push({ start, end: start + match[1]!.length, sort })
    }
  }
}

export const findKeyedSecrets: Find = (text, hits) => follow(SECRET_CUES, text, hits)
/** One-time codes, PINs and card security codes. */
export const findCodes: Find = (text, hits) => follow(CODE_CUES, text, hits)
