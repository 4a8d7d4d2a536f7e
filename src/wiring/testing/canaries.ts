/**
 * One of each kind of thing a shopper, a page or a vendor could put anywhere, and the part of it that nobody outside may
 * see. None of them belongs to anybody.
 */
export const CANARIES = {
  'write to canary.bird@example.com': 'canary.bird',
  'call +353 20 910 0140 now': '910 0140',
  'card 4111 1111 1111 1111': '4111 1111',
  'iban IE29AIBK93115212345678': '93115212345678',
  'from 203.0.113.77': '203.0.113.77',
  'from 2001:db8:85a3::8a2e:370:7334': '85a3::8a2e',
  'ssn 078-05-1120': '078-05-1120',
  'key ck_00112233445566778899aabb': '00112233445566778899',
  'token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl': 'eyJzdWIiOiJjYW5hcnkifQ',
  'password: Tr0ub4dor&3': 'Tr0ub4dor',
  'your code is 482913': '482913',
  'I live at 14 Canarybird Street, Dublin': 'Canarybird Street',
  'my name is Jane Canarina': 'Canarina',
} as const

export const PLANTED = Object.keys(CANARIES).join('; ')
/** Planted as an id everywhere one is asked for: it may leave as a keyed hash only. */
export const SESSION = 'session-of-canary-0001'

/** A value of every kind a field's spec names, each holding all canaries, whatever the field expects. */
export function plant(spec: unknown): unknown {
  if (Array.isArray(spec)) return [plant(spec[0])]
  if (spec === 'words') return Object.keys(CANARIES)
  if (spec === 'counts') return Object.fromEntries(Object.keys(CANARIES).map((key) => [key, 1]))
  if (spec === 'id') return SESSION
  if (typeof spec === 'string') return PLANTED
  const out: Record<string, unknown> = { unlisted: 'an unlisted field' }
  for (const [key, inner] of Object.entries(spec as object)) out[key.replace('?', '')] = plant(inner)
  return out
}

/** Which canaries are in some bytes, however they were encoded on the way. */
export function canariesIn(bytes: string): string[] {
  const forms = [bytes, decoded(bytes), bytes.replaceAll('\\/', '/')]
  const hidden: string[] = [...Object.values(CANARIES), 'an unlisted field']
  return hidden.filter((canary) => forms.some((form) => form.includes(canary)))
}

function decoded(bytes: string): string {
  try {
    return decodeURIComponent(bytes.replaceAll('+', ' '))
  } catch {
    // Not percent-encoded: the bytes themselves are looked at.
    return bytes
  }
}

/** True when something planted went out with its private part taken away: cleaned by the scrubber, or by its field's kind. */
export const isMasked = (bytes: string): boolean => /\[(?:email|phone|odd)\]/.test(bytes)
