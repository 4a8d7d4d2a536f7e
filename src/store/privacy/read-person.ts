import { asc, eq, inArray } from 'drizzle-orm'
import { storing, type Db } from '../open-d1.ts'
import { messages, ratings, users } from '../schema/conversations.ts'
import { actionsLog, tickets } from '../schema/work.ts'
import { approvals, consents } from '../schema/writes.ts'

/** A person's rows as they may read them. */
export function openPersonReads(db: Db) {
  const { vault } = db
  return {
    readUsers: (subjects: string[]) =>
      storing('readUsers', async () => {
        if (subjects.length === 0) return []
        const rows = await db
          .select()
          .from(users)
          .where(inArray(users.subject, subjects.slice(0, 90)))
        return rows.map(({ subject, email, locale, firstSeenAt, lastSeenAt }) => ({
          subject,
          email: email === null ? null : vault.read(email, `users.email:${subject}`),
          locale,
          firstSeenAt,
          lastSeenAt,
        }))
      }),

    readSession: (sessionId: string) =>
      storing('readSession', async () => {
        const [said, rated, opened, asked, waiting, done] = await db.batch([
          db.select().from(messages).where(eq(messages.sessionId, sessionId)).orderBy(asc(messages.at)),
          db.select().from(ratings).where(eq(ratings.sessionId, sessionId)),
          db.select().from(tickets).where(eq(tickets.sessionId, sessionId)).orderBy(asc(tickets.openedAt)),
          db.select().from(consents).where(eq(consents.sessionId, sessionId)).orderBy(asc(consents.createdAt)),
          db.select().from(approvals).where(eq(approvals.sessionId, sessionId)).orderBy(asc(approvals.requestedAt)),
          db.select().from(actionsLog).where(eq(actionsLog.sessionId, sessionId)).orderBy(asc(actionsLog.seq)),
        ])
        return {
          messages: said.map(({ id, role, body, at }) => ({
            id,
            role,
            at,
            text: vault.read(body, `messages.body:${id}`),
          })),
          ratings: rated.map(({ score, words, at }) => ({
            score,
            at,
            words: vault.read(words, `ratings.words:${sessionId}`),
          })),
          tickets: opened.map(({ id, reason, subject, body, openedAt }) => ({
            id,
            reason,
            openedAt,
            subject: vault.read(subject, `tickets.subject:${id}`),
            body: vault.read(body, `tickets.body:${id}`),
          })),
          consents: asked.map(({ cardId, action, orderNumber, state, createdAt }) => ({
            cardId,
            action,
            orderNumber,
            state,
            createdAt,
          })),
          approvals: waiting.map(({ id, action, orderNumber, state, requestedAt, reason }) => ({
            id,
            action,
            orderNumber,
            state,
            requestedAt,
            reason: vault.read(reason, `approvals.reason:${id}`),
          })),
          actions: done.map(({ id, tool, status, at, amountMinor }) => ({ id, tool, status, at, amountMinor })),
        }
      }),
  }
}
export type PersonReads = ReturnType<typeof openPersonReads>
