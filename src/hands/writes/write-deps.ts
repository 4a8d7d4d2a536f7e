import type { Timers } from '../../base/resilience/timers.ts'
import type { Wrap } from '../../base/resilience/wrap.ts'
import type { OrderId } from '../../base/ids.ts'
import type { Chance, Clock } from '../../base/time.ts'
import type { Order } from '../../contracts/order.ts'
import type { AddressAsk, ApprovalClaims, CancelAsk, RefundAsk, WriteReply } from '../../contracts/plugin-api.ts'
import type { ActionsLog } from '../../store/actions-log.ts'
import type { Approvals } from '../../store/approvals.ts'
import type { Codes } from '../../store/codes.ts'
import type { Consents } from '../../store/consents.ts'
import type { Notice } from '../notices/notice-names.ts'
import type { TicketToOpen } from '../desk/open-ticket.ts'
import type { VersionedRules } from '../policy/write-rules.ts'

/** What a write reads of a shop; `outside/shop` has these verbs. All throw Faults. */
export type WriteReads = {
  findOrderByNumber(number: string, signal: AbortSignal): Promise<Order | null>
  findOrder(id: OrderId, signal: AbortSignal): Promise<Order | null>
  findProducts(ids: string[], signal: AbortSignal): Promise<{ id: string; onSale: boolean; categories: string[] }[]>
}

/** The plugin's signed routes; `outside/shop/plugin-client` has these verbs. A Fault means: not known. */
export type PluginWrites = {
  refund(orderId: string, ask: RefundAsk, signal: AbortSignal): Promise<WriteReply>
  cancel(orderId: string, ask: CancelAsk, signal: AbortSignal): Promise<WriteReply>
  changeAddress(orderId: string, ask: AddressAsk, signal: AbortSignal): Promise<WriteReply>
  settle(key: string, signal: AbortSignal): Promise<WriteReply>
}

/** Told between turns. `text` is ready to show. */
export type ShopperNotice = { sessionId: string; kind: 'approval_decided' | 'write_settled'; text: string }
/** `text` is the plain-text part; the other part is made of the same words. */
export type ShopperMail = { to: string; subject: string; text: string; locale: string; key: string }

export type WriteDeps = {
  /** The plugin's `shop_url`: part of every key and every approval token. */
  shopUrl: string
  shop: WriteReads
  plugin: PluginWrites
  rules(): Promise<VersionedRules>
  log: Pick<
    ActionsLog,
    | 'recordAction'
    | 'claimWrite'
    | 'endWrite'
    | 'findOutcome'
    | 'findClaim'
    | 'openClaims'
    | 'spentBy'
    | 'spentSince'
    | 'addressChangedAt'
  >
  consents: Pick<Consents, 'putConsent' | 'takeConsent' | 'findConsent'>
  approvals: Approvals
  codes: Codes
  /** Signs with the approval key, which no other call is signed with. */
  mintApproval(claims: ApprovalClaims): Promise<string>
  openTicket(row: TicketToOpen): Promise<void>
  /** Safe to repeat. Losing one is reported, never fatal. */
  tellShopper(notice: ShopperNotice): Promise<void>
  /** Deduplicated by `key` where the provider can. Throws Faults. */
  mailShopper(mail: ShopperMail): Promise<void>
  /** Something to be said later by the queue. Safe to repeat. */
  sendNotice(notice: Notice): Promise<void>
  /** Six digits from a secure source. */
  drawCode(): string
  breakerFor(name: string): Wrap
  background(work: Promise<unknown>): void
  reportFault(error: unknown, where: string): void
  now: Clock
  chance: Chance
  /** The platform's when absent; the refund simulation has its own. */
  timers?: Timers | undefined
}
