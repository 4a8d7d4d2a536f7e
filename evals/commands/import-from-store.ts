import { createHash } from 'node:crypto'
import { DAY_MS } from '../../src/base/time.ts'
import { scrub } from '../../src/observability/scrub/scrub.ts'
import type { AwaitingScenario, AwaitingTurn } from '../awaiting.ts'
import type { Topic } from '../scenario.ts'

export type Kept = { turnId: string; role: string; body: string; at: number }
export type KeptSession = { id: string; signedIn: boolean; intent: string | null }
export type ImportDeps = {
  now(): number
  listSessions(ask: { sinceMs: number; limit: number }): Promise<KeptSession[]>
  readTranscript(sessionId: string): Promise<Kept[]>
  put(scenario: AwaitingScenario): boolean
}

const TOPIC_OF: Readonly<Record<string, Topic>> = {
  order_status: 'where_is_my_order',
  refund_return: 'refund',
  change_address: 'change_address',
  cancel_order: 'cancel',
  howto_product: 'howto',
  speak_to_human: 'person',
  complaint: 'anger',
}

/** Conversations as they were, without what names a person, for somebody to make scenarios of. */
export async function importFromStore(deps: ImportDeps, days: number): Promise<{ sessions: number; written: number }> {
  const sessions = await deps.listSessions({ sinceMs: deps.now() - days * DAY_MS, limit: 200 })
  let written = 0
  for (const session of sessions) {
    const scenario = scenarioOf(session, await deps.readTranscript(session.id))
    if (scenario && deps.put(scenario)) written++
  }
  return { sessions: sessions.length, written }
}

/** Null for a conversation in which the shopper said nothing. A session's id is 128 random bits; its hash names nobody. */
export function scenarioOf(session: KeptSession, lines: Kept[]): AwaitingScenario | null {
  const turns: AwaitingTurn[] = []
  const isShadowed = lines.some((line) => line.role === 'draft')
  for (const { role, body } of lines) {
    if (role === 'shopper') turns.push({ say: scrub(body), expect: [] })
    const turn = turns.at(-1)
    if (!turn || (role !== 'staff' && role !== 'assistant')) continue
    const by = role === 'staff' ? ('person' as const) : ('assistant' as const)
    const text = [turn.reference?.by === by ? turn.reference.text : '', scrub(body)].filter(Boolean).join('\n')
    // What a person sent outweighs what we said ourselves.
    if (turn.reference?.by !== 'person' || by === 'person') turn.reference = { by, text }
  }
  if (turns.length === 0) return null
  for (const turn of turns)
    if (turn.reference?.by === 'person' && turn.reference.text !== '')
      turn.expect.push({ kind: 'agrees_with', reference: turn.reference.text })
  const hash = createHash('sha256').update(session.id).digest('hex').slice(0, 12)
  return {
    id: `from-store/${hash}`,
    state: 'awaiting_review',
    topic: TOPIC_OF[session.intent ?? ''] ?? 'policy',
    why: '',
    as: null,
    turns,
    found: { from: isShadowed ? 'shadow mode' : 'a conversation', signedIn: session.signedIn },
  }
}
