import type { Find, Sort } from './hits.ts'

type Rule = { sort: Sort; shape: RegExp; group?: number }

/** Keys and tokens known by their first letters, and anything that looks drawn at random. */
const LONG: readonly Rule[] = [
  { sort: 'secret', shape: /\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g },
  {
    sort: 'secret',
    shape:
      /\b(?:sk|pk|rk|ck|cs|whsec|ghp|gho|ghs|ghu|github_pat|glpat|xox[abeoprs]|wc_order|shpat|key|tok|npm|hf|lin_api)[_-][\w-]{8,}/gi,
  },
  { sort: 'secret', shape: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bAIza[\w-]{30,}|\bSG\.[\w-]{16,}\.[\w-]{16,}/g },
  { sort: 'secret', shape: /\b[0-9a-f]{32,}\b/gi },
  { sort: 'secret', shape: /(?<![\w/+-])(?=[\w+/-]*\d)(?=[\w+/-]*[a-z])(?=[\w+/-]*[A-Z])[\w+/-]{28,}={0,2}/g },
  { sort: 'secret', shape: /\b(?:bc1[a-z0-9]{20,}|[13][1-9A-HJ-NP-Za-km-z]{25,34})\b/g },
]

/** Words that say what follows them is secret. */
const KEYED: readonly Rule[] = [
  { sort: 'secret', shape: /\b(?:bearer|basic)\s+([\w+/=.~-]{8,})/gi, group: 1 },
  {
    sort: 'secret',
    shape:
      /\b(?:pass(?:word|wd|phrase|code)?|pwd|passwort|kennwort|contrase[nñ]a|mot de passe|secret|api[ _-]?key|access[ _-]?(?:token|key)|auth[ _-]?token|token|consumer[ _-]?(?:key|secret))\b['"]?\s*(?:[:=]+|\bis\b[: ]|\bist\b[: ]|\bes\b[: ]|\best\b[: ])\s*['"]?(?!(?:not|wrong|incorrect|a|an|the|my|too|so|very|being|still|on|in|no|now|never|always|invalid|expired|correct|required|case|working|right)\b)([^\s'",;[\]]{3,})/gi,
    group: 1,
  },
  {
    sort: 'code',
    shape:
      /\b(?:cvv2?|cvc2?|security code|pin(?: code| number)?|otp|one[- ]time (?:code|password|passcode)|verification code|auth(?:entication|orisation|orization)? code|confirmation code|login code|(?:my|the|your) code|sms code|2fa code|tan)\b(?:\s*(?:is|was|:|=|#|number|ist|es|est))*\s*[:=]?\s*(\d{3,8}|\d{3}[ -]\d{3})\b/gi,
    group: 1,
  },
]

const collect =
  (rules: readonly Rule[]): Find =>
  (text, hits) => {
    for (const { sort, shape, group } of rules) {
      for (const match of text.matchAll(shape)) {
        const found = group === undefined ? match[0] : match[group]!
        const start = group === undefined ? match.index : match.index + match[0].lastIndexOf(found)
        hits.push({ start, end: start + found.length, sort })
      }
    }
  }

export const findLongSecrets = collect(LONG)
export const findKeyedSecrets = collect(KEYED)
