import { scrub } from './scrub.ts'

/** Keys whose values are a person's, whatever they look like: names cannot be recognised, only believed. */
const PRIVATE_KEY =
  /^(?:.*_)?(?:name|first|last|full_name|firstname|lastname|surname|email|e_mail|phone|tel|mobile|address\w*|street|city|postcode|zip|password|passwd|secret|token|key|authorization|cookie|code|iban|card|ssn|ip)$/i
const DEPTH_MAX = 6
const ITEMS_MAX = 50

/**
 * Only keys in `allow` are kept, at every depth; their strings are scrubbed. A key that names a person's fact keeps its
 * place and loses its value. Numbers, booleans and null pass. Anything else, or anything too deep, is left out.
 */
export function scrubObject(value: unknown, allow: ReadonlySet<string>, depth = 0): unknown {
  if (typeof value === 'string') return scrub(value)
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value
  if (typeof value !== 'object' || depth >= DEPTH_MAX) return undefined
  if (Array.isArray(value)) return value.slice(0, ITEMS_MAX).map((item) => scrubObject(item, allow, depth + 1))
  const out: Record<string, unknown> = {}
  for (const [key, inner] of Object.entries(value)) {
    if (!allow.has(key)) continue
    out[key] = PRIVATE_KEY.test(snake(key)) ? '[private]' : scrubObject(inner, allow, depth + 1)
  }
  return out
}

const snake = (key: string) => key.replace(/([a-z])([A-Z])/g, '$1_$2').replaceAll('-', '_')
