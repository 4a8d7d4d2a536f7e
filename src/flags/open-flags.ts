import { SECOND_MS, type Clock } from '../base/time.ts'
import { FLAG_NAMES, flagTable, type FlagName, type Flags } from './flag-table.ts'

/** How long an isolate believes what it read. A flag that is moved is felt everywhere within this. */
export const FLAGS_TTL_MS = 30 * SECOND_MS

export type FlagsDeps = {
  /** The stored text of `flag:<name>`, or null where none is stored. */
  read(name: string): Promise<string | null>
  now: Clock
  /** Said once for a flag whose stored position cannot be read or is none of its kind. */
  failed(name: FlagName, fellBackTo: unknown): void
}

/** All positions at once, cached for the isolate. Never throws: each flag falls the way its row in the table says. */
export function openFlags(deps: FlagsDeps): () => Promise<Flags> {
  let kept: { flags: Promise<Flags>; at: number } | null = null
  return () => {
    if (kept && deps.now() - kept.at < FLAGS_TTL_MS) return kept.flags
    kept = { flags: readAll(deps), at: deps.now() }
    return kept.flags
  }
}

async function readAll(deps: FlagsDeps): Promise<Flags> {
  const positions = await Promise.all(FLAG_NAMES.map(async (name) => [name, await readOne(deps, name)] as const))
  // Each position passed its own row's schema, or is that row's own default.
  return Object.fromEntries(positions) as Flags
}

async function readOne(deps: FlagsDeps, name: FlagName): Promise<unknown> {
  const row = flagTable[name]
  try {
    const text = await deps.read(`flag:${name}`)
    return text === null ? row.default : row.position.parse(JSON.parse(text))
  } catch {
    // Unreadable and malformed are one case: the table says which way this flag falls.
    deps.failed(name, row.onReadFailure)
    return row.onReadFailure
  }
}
