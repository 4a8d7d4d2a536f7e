import { ok } from '../../../base/result.ts'
import type { SessionDossier } from '../../../contracts/erasure.ts'
import type { TurnRecord } from '../../../contracts/turn-record.ts'
import { openActionsLog } from '../../../store/actions-log.ts'
import { openD1 } from '../../../store/open-d1.ts'
import { openErasures } from '../../../store/privacy/erasures.ts'
import { openPersonRows, type Counts } from '../../../store/privacy/person-rows.ts'
import { openPersonReads } from '../../../store/privacy/read-person.ts'
import { openTombstones } from '../../../store/privacy/tombstones.ts'
import { openRatings } from '../../../store/ratings.ts'
import { openNodeD1 } from '../../../store/testing/node-d1.ts'
import { openTickets } from '../../../store/tickets.ts'
import { openTranscripts } from '../../../store/transcripts.ts'
import { deriveBytes } from '../../../store/vault/data-keys.ts'
import { openVault } from '../../../store/vault/open-vault.ts'
import type { EraseDeps } from '../erase-person.ts'
import { openReceipts } from '../receipts.ts'

export const NOW = Date.UTC(2026, 0, 5, 12)
export const SECRET = 'a-secret-of-at-least-32-characters'
export const ADA = 'Ada@Example.com'

const EMPTY: SessionDossier = { subject: null, email: null, firstName: null, orders: [], messages: [], waiting: 0 }

export const turn = (sessionId: string, change: Partial<TurnRecord> = {}): TurnRecord => ({
  sessionId,
  turnId: 't1',
  turnNo: 1,
  subject: 'wp:7',
  email: ADA,
  locale: 'en',
  messages: [
    { id: `${sessionId}.m1s`, role: 'shopper', text: 'my lamp is broken', sources: [], atMs: NOW - 1_000 },
    { id: `${sessionId}.m1a`, role: 'assistant', text: 'sorry about the lamp', sources: [], atMs: NOW - 900 },
  ],
  actions: [],
  orders: ['1042'],
  intent: 'complaint',
  outcome: 'answered',
  brainVersion: 'v1',
  provider: 'none',
  latencyMs: 1,
  firstTokenMs: null,
  inputTokens: 0,
  outputTokens: 0,
  costMicroUsd: 0,
  ...change,
})

/** The real store over SQLite, session objects and files as they would be, and a crash wherever one is asked for. */
export function personRig() {
  const d1 = openNodeD1()
  const db = openD1(d1, openVault({ k1: SECRET }))
  const transcripts = openTranscripts(db)
  const objects = new Map<string, SessionDossier>()
  const files = new Map<string, string[]>()
  const said: Counts[] = []
  const guestOrders = new Map<string, string[]>()
  let now = NOW
  let crashAt = Infinity
  let calls = 0

  const crashing = <Verbs extends object>(verbs: Verbs): Verbs =>
    Object.fromEntries(
      Object.entries(verbs).map(([name, verb]) => [
        name,
        typeof verb !== 'function' || name === 'now'
          ? verb
          : (...ask: unknown[]) => {
              if (++calls === crashAt) throw new Error(`crash at ${name}`)
              return (verb as (...ask: unknown[]) => unknown)(...ask)
            },
      ])
    ) as Verbs

  const session = (id: string) => ({
    dossier: async () => ok(objects.get(id) ?? EMPTY),
    forget: async () => (objects.delete(id), ok({ forgot: true as const })),
  })
  const people = { ...openPersonRows(db), ...openPersonReads(db), ...openTombstones(db), ...openErasures(db) }
  const receipts = openReceipts({ id: 'k1', seed: deriveBytes(SECRET, 'receipt') })
  const deps: EraseDeps = {
    ...people,
    guestOrdersOf: async (email) => guestOrders.get(email.toLowerCase()) ?? [],
    now: () => now,
    session: (id) => crashing(session(id)),
    removeFiles: async (id) => {
      const count = files.get(id)?.length ?? 0
      files.delete(id)
      return count
    },
    personHash: () => 'hash-of-a-person',
    sign: receipts.sign,
    erased: (places) => void said.push(places),
  }

  /** A conversation with a row in every table that holds one. */
  async function talk(sessionId: string, change: Partial<TurnRecord> = {}): Promise<void> {
    const record = turn(sessionId, change)
    await transcripts.keepTurns([record])
    await openActionsLog(db).recordAction({
      id: `act-${sessionId}`,
      sessionId,
      turnId: 't1',
      tool: 'get_order_status',
      actor: record.subject,
      effect: 'reads',
      input: { order_number: '1042' },
      status: 'done',
      reason: null,
      durationMs: 1,
      at: NOW - 950,
    })
    await openRatings(db).keepRating({
      sessionId,
      score: 1,
      words: 'no lamp',
      brainVersion: 'v1',
      intent: null,
      at: NOW,
    })
    await openTickets(db).openTicket({
      id: `tkt-${sessionId}`,
      sessionId,
      turnId: 't1',
      reason: 'complaint',
      subject: 'Broken lamp',
      body: 'my lamp is broken',
      state: 'open',
      openedAt: NOW,
    })
    objects.set(sessionId, {
      ...EMPTY,
      subject: record.subject,
      email: record.email,
      messages: record.messages.map(({ id, role, text, atMs }) => ({
        id: id.slice(sessionId.length + 1),
        role,
        text,
        at: atMs,
      })),
    })
    files.set(sessionId, [`sessions/${sessionId}/lamp.jpg`])
  }

  return {
    d1,
    deps: crashing(deps),
    people,
    transcripts,
    receipts,
    objects,
    files,
    said,
    guestOrders,
    session,
    talk,
    setNow: (ms: number) => void (now = ms),
    /** Lets this many calls through from here on, then throws once. */
    crashAfter: (count: number) => ((calls = 0), void (crashAt = count + 1)),
    rows: (table: string): number => (d1.raw.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n,
    /** Every value of every table, as it lies there. */
    everything: (): string =>
      JSON.stringify(
        (
          d1.raw.prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%'`).all() as {
            name: string
          }[]
        ).map(({ name }) => d1.raw.prepare(`SELECT * FROM ${name}`).all())
      ),
  }
}
