import { findConcepts } from './find-concepts.ts'
import { foldText, readTokens } from './read-tokens.ts'

/** Rows of the weight table. Features share rows by hash; the trainer and the reader must agree on this number. */
export const BUCKETS = 12_288

export type Features = { rows: Int32Array; values: Float32Array; length: number }

const GROUPS = { word: 1, pair: 0.8, chars: 0.35, concept: 1.2, conceptPair: 0.9, shape: 0.8 } as const

const FNV = 0x811c9dc5
const step = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193)
// FNV's low bits are weak for short keys; one avalanche round spreads them over the table.
const rowOf = (hash: number): number => {
  const mixed = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return ((mixed ^ (mixed >>> 13)) >>> 0) % BUCKETS
}

function hashText(seed: number, text: string): number {
  let hash = step(FNV, seed)
  for (let index = 0; index < text.length; index++) hash = step(hash, text.charCodeAt(index))
  return hash
}

type Sink = (hash: number, weight: number) => void

function addWords(tokens: readonly string[], add: Sink): void {
  let previous = '^'
  for (const token of tokens) {
    add(hashText(1, token), GROUPS.word)
    add(hashText(2, `${previous} ${token}`), GROUPS.pair)
    previous = token
  }
  add(hashText(2, `${previous} $`), GROUPS.pair)
}

/** Runs of 3 to 5 characters inside each word, with its edges: what survives a typo or an ending. */
function addChars(tokens: readonly string[], add: Sink): void {
  for (const token of tokens) {
    if (token.length < 3) continue
    const edged = `<${token}>`
    for (let start = 0; start < edged.length - 2; start++) {
      let hash = step(FNV, 3)
      for (let end = start; end < Math.min(start + 5, edged.length); end++) {
        hash = step(hash, edged.charCodeAt(end))
        if (end - start >= 2) add(hash, GROUPS.chars)
      }
    }
  }
}

function addConcepts(folded: string, tokens: readonly string[], add: Sink): void {
  const concepts = findConcepts(folded, tokens).toSorted()
  for (const [index, concept] of concepts.entries()) {
    add(hashText(4, concept), GROUPS.concept)
    for (const other of concepts.slice(index + 1, index + 8))
      add(hashText(5, `${concept} ${other}`), GROUPS.conceptPair)
  }
  const known = concepts.length === 0 ? 'none' : concepts.length < 3 ? 'few' : 'many'
  add(hashText(6, `concepts ${known}`), GROUPS.shape)
  const size = tokens.length < 3 ? 'tiny' : tokens.length < 6 ? 'short' : tokens.length < 14 ? 'middling' : 'long'
  add(hashText(6, `size ${size}`), GROUPS.shape)
}

/** The message as a sparse vector of length one. An empty message has no features. */
export function hashFeatures(text: string): Features {
  const folded = foldText(text)
  const tokens = readTokens(folded)
  const sums = new Map<number, number>()
  const add: Sink = (hash, weight) => {
    const row = rowOf(hash)
    sums.set(row, Math.max(sums.get(row) ?? 0, weight))
  }
  if (tokens.length > 0) {
    addWords(tokens, add)
    addChars(tokens, add)
    addConcepts(folded, tokens, add)
  }
  let square = 0
  for (const value of sums.values()) square += value * value
  const norm = square > 0 ? 1 / Math.sqrt(square) : 0
  const features = { rows: new Int32Array(sums.size), values: new Float32Array(sums.size), length: sums.size }
  let at = 0
  for (const [row, value] of sums) {
    features.rows[at] = row
    features.values[at++] = value * norm
  }
  return features
}
