import * as z from 'zod'
import { Fault, isFault } from '../../base/fault.ts'
import { MINUTE_MS, type Clock } from '../../base/time.ts'
import { askJson } from '../http/ask-json.ts'
import { bodyOf, type OpenedTicket, type OutsideTicket, type TicketDesk } from './ticket-desk.ts'

export type HelpScoutDeps = {
  fetch: typeof fetch
  appId: string
  appSecret: string
  mailboxId: number
  /** The conversation's customer in Help Scout: the shop's own address, since ours is not to be copied there. */
  customerEmail: string
  now: Clock
  apiUrl?: string
}

const listWire = z.object({
  _embedded: z
    .object({ conversations: z.array(z.object({ id: z.number().int(), number: z.number().int() })) })
    .nullish(),
})
const tokenWire = z.object({ access_token: z.string(), expires_in: z.number() })

/** Help Scout by OAuth2 client credentials. The marker is a tag, which its list filters by at once. */
export function openHelpScoutDesk(deps: HelpScoutDeps): TicketDesk {
  const api = deps.apiUrl ?? 'https://api.helpscout.net/v2'
  let kept: { token: string; untilMs: number } | null = null

  async function token(signal: AbortSignal): Promise<string> {
    if (kept && deps.now() < kept.untilMs) return kept.token
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: deps.appId,
      client_secret: deps.appSecret,
    })
    const { value } = await askJson(
      {
        fetch: deps.fetch,
        method: 'POST',
        url: `${api}/oauth2/token`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: form.toString(),
        schema: tokenWire,
      },
      signal
    )
    kept = { token: value.access_token, untilMs: deps.now() + value.expires_in * 1_000 - MINUTE_MS }
    return kept.token
  }

  /** A token may be revoked before its time: one fresh one, then the refusal stands. */
  async function signedIn<T>(run: (headers: Record<string, string>) => Promise<T>, signal: AbortSignal): Promise<T> {
    try {
      return await run({ authorization: `Bearer ${await token(signal)}` })
    } catch (error) {
      if (!isFault(error) || error.code !== 'upstream_refused' || kept === null) throw error
      kept = null
      return run({ authorization: `Bearer ${await token(signal)}` })
    }
  }

  const opened = (id: string | number): OpenedTicket => ({
    externalId: String(id),
    url: `https://secure.helpscout.net/conversation/${id}`,
  })

  async function find(marker: string, headers: Record<string, string>, signal: AbortSignal) {
    const url = `${api}/conversations?status=all&tag=${encodeURIComponent(marker)}`
    const { value } = await askJson({ fetch: deps.fetch, method: 'GET', url, headers, schema: listWire }, signal)
    const [first] = value._embedded?.conversations ?? []
    return first ? opened(first.id) : null
  }

  async function create(ticket: OutsideTicket, headers: Record<string, string>, signal: AbortSignal) {
    const customer = { email: deps.customerEmail }
    const body = {
      subject: ticket.subject.slice(0, 256),
      customer,
      mailboxId: deps.mailboxId,
      type: 'email',
      status: 'active',
      tags: ['counterhand', ticket.marker],
      threads: [{ type: 'note', text: bodyOf(ticket).slice(0, 60_000) }],
    }
    const url = `${api}/conversations`
    const made = await askJson({ fetch: deps.fetch, method: 'POST', url, headers, body, schema: z.unknown() }, signal)
    const id = made.headers.get('resource-id')
    if (!id) throw new Fault('upstream_garbled', { retryable: true, detail: 'no Resource-ID' })
    return opened(id)
  }

  return {
    name: 'help_scout',
    open: (ticket, signal) =>
      signedIn(
        async (headers) => (await find(ticket.marker, headers, signal)) ?? create(ticket, headers, signal),
        signal
      ),
  }
}
