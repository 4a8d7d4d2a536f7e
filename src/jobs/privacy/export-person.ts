import { Fault } from '../../base/fault.ts'
import type { Person, SessionDossier } from '../../contracts/erasure.ts'
import type { PrivacyExport } from '../../contracts/plugin-api.ts'
import type { SessionDoor } from '../../contracts/session-rpc.ts'
import type { PersonReads } from '../../store/privacy/read-person.ts'
import { findSessions, type FindDeps } from './erase-person.ts'

export type ExportDeps = FindDeps &
  PersonReads & {
    session(id: string): Pick<SessionDoor, 'dossier'>
    /** Names and sizes of what is filed under a session. */
    listFiles(sessionId: string): Promise<{ name: string; bytes: number }[]>
  }
type Item = PrivacyExport['items'][number]

/** Everything we hold of a person, from every place, in the words of those who said it. One list; nothing is left out. */
export async function exportPerson(deps: ExportDeps, person: Person): Promise<PrivacyExport> {
  const { subjects, sessions } = await findSessions(deps, person)
  const items: Item[] = (await deps.readUsers(subjects)).map((user) =>
    item('Account', user.subject, {
      'E-mail': user.email ?? '',
      Language: user.locale,
      'First seen': when(user.firstSeenAt),
      'Last seen': when(user.lastSeenAt),
    })
  )
  for (const id of sessions) {
    const dossier = await deps.session(id).dossier()
    // Half an export would look like a whole one.
    if (!dossier.ok) throw new Fault('store_unavailable', { retryable: true, detail: 'session' })
    const files = await deps.listFiles(id)
    items.push(...itemsOf(id, await deps.readSession(id), dossier.value))
    items.push(...files.map(({ name, bytes }) => item('Attachments', name, { Name: name, Bytes: String(bytes) })))
  }
  return { items }
}

function itemsOf(session: string, kept: Awaited<ReturnType<PersonReads['readSession']>>, live: SessionDossier): Item[] {
  const known = new Set(kept.messages.map((message) => message.id))
  // The object's own ids are unique within a session only; the store's begin with the session's.
  const onlyLive = live.messages
    .map((message) => ({ ...message, id: `${session}.${message.id}` }))
    .filter((message) => !known.has(message.id))
  return [
    ...[...kept.messages, ...onlyLive].map(({ id, role, text, at }) =>
      item('Conversations', id, { When: when(at), Who: role, Text: text })
    ),
    ...conversationFacts(session, live),
    ...kept.ratings.map(({ score, words, at }) =>
      item('Ratings', session, { When: when(at), Score: String(score), Words: words })
    ),
    ...kept.tickets.map(({ id, openedAt, reason, subject, body }) =>
      item('Tickets', id, { When: when(openedAt), Reason: reason, Subject: subject, Text: body })
    ),
    ...kept.consents.map(({ cardId, createdAt, action, orderNumber, state }) =>
      item('Confirmation cards', cardId, { When: when(createdAt), What: action, Order: orderNumber, State: state })
    ),
    ...kept.approvals.map(({ id, requestedAt, action, orderNumber, state, reason }) =>
      item('Requests', id, { When: when(requestedAt), What: action, Order: orderNumber, State: state, Reason: reason })
    ),
    ...kept.actions.map(({ id, at, tool, status, amountMinor }) =>
      item('Actions', id, {
        When: when(at),
        What: tool,
        State: status,
        'Amount (minor units)': String(amountMinor ?? ''),
      })
    ),
  ]
}

function conversationFacts(session: string, { email, firstName, orders }: SessionDossier): Item[] {
  if (email === null && firstName === null && orders.length === 0) return []
  return [
    item('Conversation facts', session, { 'E-mail': email ?? '', Name: firstName ?? '', Orders: orders.join(', ') }),
  ]
}

const when = (ms: number): string => new Date(ms).toISOString()
const item = (group: string, id: string, fields: Record<string, string>): Item => ({
  group,
  id,
  fields: Object.entries(fields)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => ({ name, value })),
})
