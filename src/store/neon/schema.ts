import * as conversations from '../schema/conversations.ts'
import * as letters from '../schema/dead-letters.ts'
import * as hours from '../schema/metrics.ts'
import * as privacy from '../schema/privacy.ts'
import * as links from '../schema/ticket-links.ts'
import * as work from '../schema/work.ts'
import * as writes from '../schema/writes.ts'
import { toPg } from './to-pg.ts'

/**
 * For drizzle-kit alone: every table that may live in PostgreSQL, made from its one definition. The shop's pages and
 * their full-text index stay in D1.
 */
export const users = toPg(conversations.users)
export const sessions = toPg(conversations.sessions)
export const messages = toPg(conversations.messages)
export const turns = toPg(conversations.turns)
export const ratings = toPg(conversations.ratings)
export const sessionOrders = toPg(conversations.sessionOrders)
export const deadLetters = toPg(letters.deadLetters)
export const metricsHourly = toPg(hours.metricsHourly)
export const erasures = toPg(privacy.erasures)
export const tombstones = toPg(privacy.tombstones)
export const ticketLinks = toPg(links.ticketLinks)
export const actionsLog = toPg(work.actionsLog)
export const actionSeals = toPg(work.actionSeals)
export const tickets = toPg(work.tickets)
export const evalRuns = toPg(work.evalRuns)
export const consents = toPg(writes.consents)
export const approvals = toPg(writes.approvals)
export const codes = toPg(writes.codes)
export const callNonces = toPg(writes.callNonces)
