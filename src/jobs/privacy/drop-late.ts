import type { RecordedMessage, TurnRecord } from '../../contracts/turn-record.ts'
import type { SessionDoor } from '../../contracts/session-rpc.ts'
import type { Buried, Tombstones } from '../../store/privacy/tombstones.ts'

export type DropDeps = Pick<Tombstones, 'erasedAt'> & {
  keepTurns(records: TurnRecord[]): Promise<void>
  /** Rows of a session, again. */
  eraseAgain(sessionId: string): Promise<void>
  session(id: string): Pick<SessionDoor, 'forget'>
}

/**
 * Keeps turns, but none of a person who was erased since they spoke: a queue may bring a message days late. Looked up
 * before, to write nothing, and after, because an erasure may have passed between: it buries before it deletes, so one
 * of the two sees it.
 */
export async function keepUnlessErased(deps: DropDeps, records: TurnRecord[]): Promise<void> {
  const early = await findLate(deps, records)
  const kept = records.filter((record) => !early.has(record))
  await deps.keepTurns(kept)
  const written = await findLate(deps, kept)
  for (const { sessionId } of written.keys()) await deps.eraseAgain(sessionId)
  // A session nobody knew of when its person was erased still holds what it said. One that was erased by name does not.
  const unknown = [...early, ...written].filter(([, by]) => by === 'person').map(([record]) => record.sessionId)
  for (const sessionId of new Set(unknown)) await deps.session(sessionId).forget()
}

export type DropMessageDeps = Pick<DropDeps, 'erasedAt' | 'eraseAgain'> & {
  keepMessage(said: SaidMessage): Promise<void>
}
type SaidMessage = { sessionId: string; turnId: string; message: RecordedMessage }

/** The same for a message between turns. */
export async function keepMessageUnlessErased(deps: DropMessageDeps, said: SaidMessage): Promise<void> {
  const isLate = async () => {
    const [erasedAt = null] = await deps.erasedAt([{ session: said.sessionId }])
    return erasedAt !== null && said.message.atMs <= erasedAt
  }
  if (await isLate()) return
  await deps.keepMessage(said)
  if (await isLate()) await deps.eraseAgain(said.sessionId)
}

/** Records said before they were erased, and by what they were known. */
async function findLate(deps: DropDeps, records: TurnRecord[]): Promise<Map<TurnRecord, 'session' | 'person'>> {
  if (records.length === 0) return new Map()
  const asked = records.map(buriedOf)
  const times = await deps.erasedAt(asked.flat())
  const late = new Map<TurnRecord, 'session' | 'person'>()
  let at = 0
  for (const [index, record] of records.entries()) {
    const [bySession = null, ...byPerson] = times.slice(at, (at += asked[index]!.length))
    const saidAt = record.messages[0]?.atMs ?? 0
    const isLate = (erasedAt: number | null) => erasedAt !== null && saidAt <= erasedAt
    if (isLate(bySession)) late.set(record, 'session')
    else if (byPerson.some(isLate)) late.set(record, 'person')
  }
  return late
}

const buriedOf = ({ sessionId, subject, email }: TurnRecord): Buried[] => [
  { session: sessionId },
  { subject },
  ...(email === null ? [] : [{ email }]),
]
