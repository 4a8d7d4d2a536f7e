import { Fault } from '../../base/fault.ts'
import { DAY_MS, type Clock } from '../../base/time.ts'
import type { ErasureReceipt, Person } from '../../contracts/erasure.ts'
import type { SessionDoor } from '../../contracts/session-rpc.ts'
import type { Erasures } from '../../store/privacy/erasures.ts'
import { readReceipt } from './receipts.ts'
import { addCounts, type Counts, type PersonRows } from '../../store/privacy/person-rows.ts'
import type { Buried, Tombstones } from '../../store/privacy/tombstones.ts'

/** Longer than any queue keeps a message (14 days), and than a dead letter waits to be looked at. */
export const TOMBSTONE_MS = 60 * DAY_MS
/** Rounds of at most two hundred sessions. One person with more than ten thousand is not one person. */
const ROUNDS_MAX = 50

export type FindDeps = Pick<PersonRows, 'subjectsOf' | 'sessionsOf' | 'guestSessionsShown'> & {
  /** Numbers of a guest's orders, by the address on them. Throws when the shop cannot be asked: then the request is not done. */
  guestOrdersOf(email: string): Promise<string[]>
}
export type EraseDeps = FindDeps &
  Pick<PersonRows, 'eraseSession' | 'eraseSubjects' | 'countKept'> &
  Pick<Erasures, 'beginErasure' | 'saveRemoved' | 'finishErasure'> &
  Pick<Tombstones, 'bury'> & {
    now: Clock
    session(id: string): Pick<SessionDoor, 'dossier' | 'forget'>
    /** Everything filed under a session. Answers how many there were. */
    removeFiles(sessionId: string): Promise<number>
    personHash(person: Person): string
    sign(receipt: ErasureReceipt): Promise<string>
    erased(places: Counts): void
  }

export type Erased = { receipt: string; removed: Counts; kept: ErasureReceipt['kept'] }

/** Every place, so that one which held nothing is on the receipt as looked at. The index holds the shop's pages only. */
const NOTHING_YET: Counts = { session_objects: 0, session_messages: 0, files: 0, users: 0, vectors: 0 }

export async function findSessions(
  deps: FindDeps,
  person: Person
): Promise<{ subjects: string[]; sessions: string[] }> {
  const subjects = await deps.subjectsOf(person)
  const orders = person.email === null ? [] : await deps.guestOrdersOf(person.email)
  const [known, guests] = [await deps.sessionsOf(subjects), await deps.guestSessionsShown(orders)]
  const named = person.session_id === null ? [] : [person.session_id]
  return { subjects, sessions: [...new Set([...named, ...known, ...guests])] }
}

/**
 * Erases a person everywhere and says so on a signed receipt. Asked again under the same id, it goes on where a crash
 * left it, and once it is done answers with the same receipt.
 *
 * The order: bury (late messages are dropped from here on), session objects, files, rows, and last what people are
 * found by. So whatever a crash leaves is found again.
 */
export async function erasePerson(deps: EraseDeps, id: string, person: Person): Promise<Erased> {
  const before = await deps.beginErasure(id, person, deps.now())
  if (before.receipt !== null) return erasedOf(before.receipt)

  let counts = addCounts(NOTHING_YET, before.removed)
  const [done, subjects] = [new Set<string>(), new Set<string>()]
  for (let round = 0; ; round++) {
    if (round === ROUNDS_MAX) throw new Fault('store_unavailable', { retryable: true, detail: 'erasure has no end' })
    const found = await findSessions(deps, person)
    const next = found.sessions.filter((session) => !done.has(session))
    for (const subject of found.subjects) subjects.add(subject)
    await deps.bury(graves(person, found.subjects, next), deps.now())
    if (next.length === 0) break
    for (const session of next) {
      const erased = await eraseSession(deps, { id, counts }, session)
      counts = erased.counts
      if (erased.guest !== null) subjects.add(erased.guest)
      done.add(session)
    }
  }
  counts = addCounts(counts, { users: await deps.eraseSubjects([...subjects]) })
  await deps.saveRemoved(id, counts)
  return finish(deps, { id, person, askedAt: before.askedAt }, counts)
}

const graves = (person: Person, subjects: string[], sessions: string[]): Buried[] => [
  ...sessions.map((session) => ({ session })),
  ...subjects.map((subject) => ({ subject })),
  ...(person.email === null ? [] : [{ email: person.email }]),
]

/** `guest`: the subject of a visitor, who is nobody outside this session. */
async function eraseSession(deps: EraseDeps, request: { id: string; counts: Counts }, session: string) {
  const stays = await deps.countKept(session)
  const held = await forgetSession(deps.session(session))
  const counts = addCounts(request.counts, {
    sessions_erased: 1,
    session_objects: held.wasEmpty ? 0 : 1,
    session_messages: held.messages,
    files: await deps.removeFiles(session),
    ...Object.fromEntries(Object.entries(stays).map(([name, n]) => [`${KEPT}${name}`, n])),
  })
  const guest = held.subject?.startsWith('anon:') ? held.subject : null
  return { guest, counts: await deps.eraseSession(session, { id: request.id, removed: counts }) }
}

async function forgetSession(session: Pick<SessionDoor, 'dossier' | 'forget'>) {
  const dossier = await session.dossier()
  if (!dossier.ok) throw new Fault('store_unavailable', { retryable: true, detail: 'session' })
  const { subject, messages } = dossier.value
  const wasEmpty = subject === null && messages.length === 0
  if (wasEmpty) return { wasEmpty, subject, messages: 0 }
  const forgot = await session.forget()
  if (!forgot.ok) throw new Fault('store_unavailable', { retryable: true, detail: 'session' })
  return { wasEmpty, subject, messages: messages.length }
}

async function finish(
  deps: EraseDeps,
  { id, person, askedAt }: { id: string; person: Person; askedAt: number },
  counts: Counts
): Promise<Erased> {
  const nowMs = deps.now()
  const { sessions_erased: sessions = 0, ...rest } = counts
  const entries = Object.entries(rest)
  const removed = Object.fromEntries(entries.filter(([place]) => !place.startsWith(KEPT)))
  const receipt = await deps.sign({
    v: 1,
    id,
    person: deps.personHash(person),
    askedAt: new Date(askedAt).toISOString(),
    finishedAt: new Date(nowMs).toISOString(),
    sessions,
    removed,
    kept: Object.fromEntries(
      Object.entries(WHY_KEPT).flatMap(([place, why]) => {
        const count = counts[`${KEPT}${place}`] ?? 0
        return count > 0 ? [[place, { count, why }]] : []
      })
    ),
    lateUntil: new Date(nowMs + TOMBSTONE_MS).toISOString(),
  })
  await deps.finishErasure(id, receipt, nowMs)
  deps.erased(removed)
  return erasedOf(receipt)
}

const erasedOf = (receipt: string): Erased => {
  const { removed, kept } = readReceipt(receipt)
  return { receipt, removed, kept }
}

/** Before a count of what stays, among the counts of one request. */
const KEPT = 'kept.'
const WHY_KEPT = {
  actions_log: 'The trail of what was done to orders: ids, amounts and times, no words, for the books.',
  approvals: 'A change that was agreed to is being carried out; the nightly run removes it after.',
  outside_tickets: 'Scrubbed copies at the ticket desk, to be closed there by the staff.',
} as const
