import type { HashId } from './hash-id.ts'

/**
 * What a field may hold, and so how it is cleaned before it leaves.
 * `word` is our own vocabulary (tool names, outcomes); `hex` is a random id of ours; `id` becomes a keyed hash;
 * `text` is anybody's words: scrubbed and cut; `counts` maps words to numbers.
 */
export type Kind = 'number' | 'flag' | 'word' | 'words' | 'hex' | 'id' | 'text' | 'counts'
export type Spec = { readonly [key: string]: Kind | readonly [Spec] | Spec }

type OfKind = {
  number: number
  flag: boolean
  word: string
  words: readonly string[]
  hex: string
  id: string
  text: string
  counts: Readonly<Record<string, number>>
}
export type ValueOf<S> = S extends Kind
  ? OfKind[S] | null
  : S extends readonly [infer Item]
    ? readonly FieldsOf<Item>[]
    : FieldsOf<S>
/** Fields whose key ends in `?` may be left out. */
export type FieldsOf<S> = {
  -readonly [K in keyof S as K extends `${string}?` ? never : K]: ValueOf<S[K]>
} & {
  -readonly [K in keyof S as K extends `${infer Name}?` ? Name : never]?: ValueOf<S[K]> | undefined
}

export type Clean = { scrub(text: string): string; hashId: HashId }

export const TEXT_MAX = 400
const ITEMS_MAX = 32
const WORD = /^[\w.:/@+ -]{1,80}$/
// Random ids of ours: hexadecimal, or a turn's `t3-1a2b3c4d`.
const HEX = /^(?:[0-9a-f-]{8,36}|t\d{1,6}-[0-9a-f]{8})$/i

/** Only keys of the spec are read; whatever else the value carries stays here. Values of the wrong kind are dropped. */
export function cleanFields(spec: Spec, value: unknown, clean: Clean): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  if (typeof value !== 'object' || value === null) return out
  for (const entry in spec) {
    const key = entry.endsWith('?') ? entry.slice(0, -1) : entry
    const raw = (value as Record<string, unknown>)[key]
    if (raw === undefined) continue
    const kept = raw === null ? null : cleanOne(spec[entry]!, raw, clean)
    if (kept !== undefined) out[key] = kept
  }
  return out
}

/** The same for a flat spec with many keys of which few are given: walks what is given, not what could be. */
export function cleanFlat(
  kinds: Readonly<Record<string, Kind>>,
  given: Readonly<Record<string, unknown>>,
  clean: Clean
): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const key in given) {
    const raw = given[key]
    if (raw === undefined || raw === null || !Object.hasOwn(kinds, key)) continue
    const kept = cleanKind(kinds[key]!, raw, clean)
    if (kept !== undefined) out[key] = kept
  }
  return out
}

function cleanOne(spec: Spec[string], raw: unknown, clean: Clean): unknown {
  if (typeof spec === 'string') return cleanKind(spec, raw, clean)
  if (!Array.isArray(spec)) return cleanFields(spec as Spec, raw, clean)
  return Array.isArray(raw) ? raw.slice(0, ITEMS_MAX).map((item) => cleanFields(spec[0], item, clean)) : undefined
}

/** One value by its kind; `undefined` when it is not of that kind. */
export function cleanKind(kind: Kind, raw: unknown, clean: Clean): unknown {
  switch (kind) {
    case 'number':
      return typeof raw === 'number' && Number.isFinite(raw) ? raw : undefined
    case 'flag':
      return typeof raw === 'boolean' ? raw : undefined
    case 'word':
      return typeof raw === 'string' ? cleanWord(raw, clean) : undefined
    case 'words':
      return Array.isArray(raw) ? raw.slice(0, ITEMS_MAX).map((one) => cleanWord(String(one), clean)) : undefined
    case 'hex':
      return typeof raw === 'string' ? (HEX.test(raw) && /[a-f-]/i.test(raw) ? raw : clean.hashId(raw)) : undefined
    case 'id':
      return typeof raw === 'string' || typeof raw === 'number' ? clean.hashId(String(raw)) : undefined
    case 'text':
      return typeof raw === 'string' ? cut(clean.scrub(raw.slice(0, TEXT_MAX * 4))) : undefined
    case 'counts':
      return cleanCounts(raw, clean)
  }
}

const cut = (text: string) => (text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…` : text)

// Our vocabulary is small and repeats, so each word is scrubbed once in an isolate's life.
const knownWords = new Map<string, string>()
const KNOWN_MAX = 2_000

function cleanWord(raw: string, clean: Clean): string {
  const known = knownWords.get(raw)
  if (known !== undefined) return known
  const word = WORD.test(raw) ? clean.scrub(raw) : '[odd]'
  if (knownWords.size >= KNOWN_MAX) knownWords.clear()
  if (raw.length <= 80) knownWords.set(raw, word)
  return word
}

function cleanCounts(raw: unknown, clean: Clean): Record<string, number> | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined
  const out: Record<string, number> = {}
  for (const [key, value] of Object.entries(raw).slice(0, ITEMS_MAX)) {
    if (typeof value === 'number' && Number.isFinite(value)) out[cleanWord(key, clean)] = value
  }
  return out
}
