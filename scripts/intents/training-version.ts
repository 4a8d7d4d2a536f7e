import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Row } from './rows.ts'

/** What weights were trained on, in twelve letters: the files' bytes and our own sentences. */
export function trainingVersion(paths: readonly string[], seeds: readonly Row[]): string {
  const hash = createHash('sha256')
  for (const path of paths) hash.update(readFileSync(path))
  return hash.update(JSON.stringify(seeds)).digest('hex').slice(0, 12)
}
