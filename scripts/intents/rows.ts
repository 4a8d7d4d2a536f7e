import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { INTENTS, intentSchema } from '../../src/contracts/intent.ts'

/** One labelled message. `accept` holds every answer that counts as right, the label among them. */
const rowSchema = z.object({
  text: z.string(),
  label: intentSchema,
  accept: z.array(z.string()),
  source: z.string().default('unnamed'),
  real_user: z.boolean().default(false),
})
export type Row = { text: string; label: number; accept: number[]; source: string; realUser: boolean }

/** Reads JSONL. Rows whose label is not one of our ten are left out and counted. */
export function readRows(path: string): { rows: Row[]; leftOut: number } {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
  const rows: Row[] = []
  for (const line of lines) {
    const parsed = rowSchema.safeParse(JSON.parse(line))
    if (parsed.success) rows.push(toRow(parsed.data))
  }
  return { rows, leftOut: lines.length - rows.length }
}

function toRow({ text, label, accept, source, real_user }: z.infer<typeof rowSchema>): Row {
  const known = [label, ...accept]
    .map((name) => (INTENTS as readonly string[]).indexOf(name))
    .filter((index) => index >= 0)
  return { text, label: INTENTS.indexOf(label), accept: [...new Set(known)], source, realUser: real_user }
}
