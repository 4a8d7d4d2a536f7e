import { asId, type MessageId, type RequestId, type TurnId } from '../../base/ids.ts'
import type { Intent } from '../../contracts/intent.ts'
import type { HistoryMessage, SessionMode } from '../../contracts/chat-api.ts'
import type { Question, Turnlet } from '../../contracts/plan.ts'
import type { WriteCall } from '../../contracts/write-tools.ts'
import type { FollowUp } from '../promises/follow-up.ts'
import type { Sql } from './sql.ts'

export type TurnState = 'queued' | 'running' | 'done' | 'stopped' | 'interrupted'
export type TurnRow = {
  turnNo: number
  turnId: TurnId
  clientMessageId: string
  requestId: RequestId
  state: TurnState
  /** How often this turn was begun. Above 1 it is a second try after a crash. */
  attempt: number
  streaming: boolean
  page: { url: string; title: string } | null
  replyId: MessageId
  at: number
}
export type MessageRow = {
  id: MessageId
  turnNo: number
  role: 'shopper' | 'assistant' | 'staff'
  body: string
  sources: HistoryMessage['sources']
  parts: HistoryMessage['parts']
  state: HistoryMessage['state']
  at: number
}

/** Small facts of a session, one row each. Read once on wake and kept in memory: this object is the only writer. */
export type Meta = {
  subject: string | null
  email: string | null
  locale: string | null
  mode: SessionMode
  ticketId: string | null
  /** What a person was promised for, until one has come. */
  followUp: FollowUp | null
  openQuestion: Question | null
  /** Orders this session was shown, newest first, and the form it was shown in: at most ten. */
  knownOrders: { number: string; fingerprint: string }[]
  /** Orders proven by a mailed code, each until its time. */
  verifiedOrders: { number: string; untilMs: number }[]
  /** What the shopper wants of an order that is not proven yet. */
  pendingWrite: { call: WriteCall; untilMs: number } | null
  /** Consent cards whose end is not known: accepted, and then a person, a doubt or a crash. */
  openCards: string[]
  /** Writes that were done: what later answers may say was done. */
  receipts: string[]
  rated: boolean
  /** What the newest turn was about and which version answered it: a rating is of that. */
  lastAnswer: { intent: Intent | null; brainVersion: string } | null
  /** Small facts of the signed-in customer, kept 15 minutes. */
  profile: { firstName: string | null; at: number } | null
  lastSeenAt: number
}
const FRESH: Meta = {
  subject: null,
  email: null,
  locale: null,
  mode: 'bot',
  ticketId: null,
  followUp: null,
  openQuestion: null,
  knownOrders: [],
  verifiedOrders: [],
  pendingWrite: null,
  openCards: [],
  receipts: [],
  rated: false,
  lastAnswer: null,
  profile: null,
  lastSeenAt: 0,
}

export type Memory = ReturnType<typeof openMemory>

type RawTurn = Record<'turn_id' | 'client_message_id' | 'request_id' | 'state' | 'reply_id', string> & {
  turn_no: number
  attempt: number
  streaming: number
  page: string | null
  at: number
}
type RawMessage = Record<'id' | 'role' | 'body' | 'sources' | 'parts' | 'state', string> & {
  turn_no: number
  at: number
}

const turnOf = (raw: RawTurn): TurnRow => ({
  turnNo: raw.turn_no,
  turnId: asId<TurnId>(raw.turn_id),
  clientMessageId: raw.client_message_id,
  requestId: asId<RequestId>(raw.request_id),
  state: raw.state as TurnState, // written only by us, below
  attempt: raw.attempt,
  streaming: raw.streaming === 1,
  page: raw.page === null ? null : (JSON.parse(raw.page) as TurnRow['page']),
  replyId: asId<MessageId>(raw.reply_id),
  at: raw.at,
})
const messageOf = (raw: RawMessage): MessageRow => ({
  id: asId<MessageId>(raw.id),
  turnNo: raw.turn_no,
  role: raw.role as MessageRow['role'],
  body: raw.body,
  sources: JSON.parse(raw.sources) as MessageRow['sources'],
  parts: JSON.parse(raw.parts) as MessageRow['parts'],
  state: raw.state as MessageRow['state'],
  at: raw.at,
})

/** What one session remembers, in its own SQLite. Everything here is synchronous: one writer, no waiting. */
export function openMemory(sql: Sql) {
  const meta: Meta = { ...FRESH }
  for (const { key, value } of sql.all<{ key: string; value: string }>('SELECT key, value FROM meta')) {
    Object.assign(meta, { [key]: JSON.parse(value) as unknown })
  }

  let lastTurnNo = sql.all<{ n: number | null }>('SELECT max(turn_no) AS n FROM turns')[0]?.n ?? 0

  const putMessage = (row: MessageRow): void =>
    sql.run(
      `INSERT INTO messages (id, turn_no, role, body, sources, parts, state, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET body = excluded.body, sources = excluded.sources, parts = excluded.parts, state = excluded.state`,
      row.id,
      row.turnNo,
      row.role,
      row.body,
      JSON.stringify(row.sources),
      JSON.stringify(row.parts),
      row.state,
      row.at
    )

  return {
    meta: meta as Readonly<Meta>,
    remember(change: Partial<Meta>): void {
      for (const [key, value] of Object.entries(change)) {
        const json = JSON.stringify(value)
        // Most turns change nothing here, and a row write is what a turn pays for.
        if (json === JSON.stringify(Reflect.get(meta, key))) continue
        sql.run(
          'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
          key,
          json
        )
      }
      Object.assign(meta, change)
    },

    /** The message and its turn together: what is acknowledged is kept. */
    acceptTurn(turn: TurnRow, message: MessageRow): void {
      lastTurnNo = turn.turnNo
      sql.atomically(() => {
        putMessage(message)
        sql.run(
          `INSERT INTO turns (turn_no, turn_id, client_message_id, request_id, state, attempt, streaming, page, reply_id, at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
          turn.turnNo,
          turn.turnId,
          turn.clientMessageId,
          turn.requestId,
          turn.state,
          turn.attempt,
          turn.streaming ? 1 : 0,
          turn.page === null ? null : JSON.stringify(turn.page),
          turn.replyId,
          turn.at
        )
      })
    },
    putMessage,
    markTurn: (turnNo: number, state: TurnState, attempt: number): void =>
      sql.run('UPDATE turns SET state = ?, attempt = ? WHERE turn_no = ?', state, attempt, turnNo),
    /** The answer, the turn's end and the outbox row in one piece: a crash leaves all of it or none. */
    finishTurn(
      turn: TurnRow,
      reply: MessageRow | null,
      state: TurnState,
      outbox: { key: string; payload: string } | null
    ): void {
      sql.atomically(() => {
        if (reply) putMessage(reply)
        sql.run('UPDATE turns SET state = ? WHERE turn_no = ?', state, turn.turnNo)
        if (outbox)
          sql.run(
            'INSERT OR REPLACE INTO outbox (key, payload, at) VALUES (?, ?, ?)',
            outbox.key,
            outbox.payload,
            turn.at
          )
      })
    },
    findTurnByClientId: (id: string): TurnRow | null =>
      sql.all<RawTurn>('SELECT * FROM turns WHERE client_message_id = ?', id).map(turnOf)[0] ?? null,
    /** What each turn's message is called by the client that sent it. */
    clientIds: (): Map<number, string> =>
      new Map(
        sql
          .all<{ turnNo: number; id: string }>('SELECT turn_no AS turnNo, client_message_id AS id FROM turns')
          .map((row) => [row.turnNo, row.id])
      ),
    unfinishedTurns: (): TurnRow[] =>
      sql.all<RawTurn>(`SELECT * FROM turns WHERE state IN ('queued', 'running') ORDER BY turn_no`).map(turnOf),
    lastTurnAt: (): number => sql.all<{ at: number | null }>('SELECT max(at) AS at FROM turns')[0]?.at ?? 0,
    lastTurnNo: (): number => lastTurnNo,

    messageOfTurn: (turnNo: number): MessageRow | null =>
      sql
        .all<RawMessage>(`SELECT * FROM messages WHERE turn_no = ? AND role = 'shopper' ORDER BY seq`, turnNo)
        .map(messageOf)[0] ?? null,
    /** Oldest first. */
    lastMessages: (limit: number): MessageRow[] =>
      sql.all<RawMessage>('SELECT * FROM messages ORDER BY seq DESC LIMIT ?', limit).map(messageOf).toReversed(),
    /** Messages with this text in their parts, newest first. */
    messagesHolding: (text: string): MessageRow[] =>
      sql
        .all<RawMessage>('SELECT * FROM messages WHERE instr(parts, ?) > 0 ORDER BY seq DESC LIMIT 5', text)
        .map(messageOf),
    countHolding: (text: string): number =>
      sql.all<{ n: number }>('SELECT count(*) AS n FROM messages WHERE instr(parts, ?) > 0', text)[0]?.n ?? 0,
    /** The last ten before this turn, as the brain sees them. */
    historyBefore: (turnNo: number): Turnlet[] =>
      sql
        .all<RawMessage>(`SELECT * FROM messages WHERE turn_no < ? AND body <> '' ORDER BY seq DESC LIMIT 10`, turnNo)
        .map((raw) => ({ role: raw.role as Turnlet['role'], text: raw.body }))
        .toReversed(),

    keepSpan: (streamId: string, first: number, last: number): void =>
      sql.run(
        'INSERT INTO spans (stream_id, first, last) VALUES (?, ?, ?) ON CONFLICT (stream_id) DO UPDATE SET last = excluded.last',
        streamId,
        first,
        last
      ),
    /** Streams that hold frames after this one, in order. */
    spansAfter: (frameNo: number): { streamId: string; first: number; last: number }[] =>
      sql.all('SELECT stream_id AS streamId, first, last FROM spans WHERE last > ? ORDER BY first', frameNo),
    /** All but the newest `keep` streams, which may now be forgotten. */
    staleSpans: (keep: number): string[] =>
      sql
        .all<{ streamId: string }>(
          'SELECT stream_id AS streamId FROM spans ORDER BY first DESC LIMIT -1 OFFSET ?',
          keep
        )
        .map((row) => row.streamId),
    lastFrame: (): number => sql.all<{ n: number | null }>('SELECT max(last) AS n FROM spans')[0]?.n ?? 0,
    dropSpan: (streamId: string): void => sql.run('DELETE FROM spans WHERE stream_id = ?', streamId),

    /** Owed to the queue outside a turn. The same key twice is one message. */
    owe: (key: string, payload: string, at: number): void =>
      sql.run('INSERT OR REPLACE INTO outbox (key, payload, at) VALUES (?, ?, ?)', key, payload, at),
    outbox: (): { key: string; payload: string }[] => sql.all('SELECT key, payload FROM outbox ORDER BY at LIMIT 20'),
    dropFromOutbox: (key: string): void => sql.run('DELETE FROM outbox WHERE key = ?', key),
  }
}
