import { sha256Hex } from '../base/bytes.ts'

/** What an action row says; all of it is under its hash. */
export type ActionEntry = {
  id: string
  sessionId: string
  turnId: string
  tool: string
  toolVersion?: number
  actor: string
  effect: 'reads' | 'writes' | 'moves_money'
  /** Scrubbed before it comes here. */
  input: unknown
  status: string
  reason: string | null
  durationMs: number
  at: number
  authority?: string | null
  result?: unknown
  costMicroUsd?: number
  writeKey?: string | null
  payer?: string | null
  amountMinor?: number | null
}
export type Link = { seq: number; prevHash: string }

/** JSON with its keys in order, as the database gives them back in any. */
function canonical(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const fields = Object.entries(value).filter(([, each]) => each !== undefined)
  fields.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${fields.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`
}

/** Hash of a row and of the one before it. Changing a row, its place or its past changes it. */
export function hashAction(entry: ActionEntry, { seq, prevHash }: Link): Promise<string> {
  return sha256Hex(
    canonical([
      'counterhand-action-v1',
      seq,
      prevHash,
      entry.id,
      entry.sessionId,
      entry.turnId,
      entry.tool,
      entry.toolVersion ?? 1,
      entry.actor,
      entry.effect,
      entry.input,
      entry.status,
      entry.reason,
      entry.durationMs,
      entry.at,
      entry.authority ?? null,
      entry.result ?? null,
      entry.costMicroUsd ?? 0,
      entry.writeKey ?? null,
      entry.payer ?? null,
      entry.amountMinor ?? null,
    ])
  )
}
