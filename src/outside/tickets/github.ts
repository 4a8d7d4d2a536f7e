import * as z from 'zod'
import { askJson } from '../http/ask-json.ts'
import { bodyOf, type OpenedTicket, type OutsideTicket, type TicketDesk } from './ticket-desk.ts'

export type GithubDeps = { fetch: typeof fetch; token: string; owner: string; repo: string; apiUrl?: string }

const LABEL = 'counterhand'
const issueWire = z.object({ number: z.number().int(), html_url: z.string(), body: z.string().nullish() })

/**
 * GitHub Issues. Has no idempotency key, and its search lags, so the newest issues of our label are read for the
 * marker first. Two retries at the same moment could still both miss it; a queue delivers one message to one consumer.
 */
export function openGithubDesk(deps: GithubDeps): TicketDesk {
  const url = `${deps.apiUrl ?? 'https://api.github.com'}/repos/${encodeURIComponent(deps.owner)}/${encodeURIComponent(deps.repo)}/issues`
  const headers = {
    authorization: `Bearer ${deps.token}`,
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
    'user-agent': 'counterhand',
  }
  const opened = (issue: z.infer<typeof issueWire>): OpenedTicket => ({
    externalId: String(issue.number),
    url: issue.html_url,
  })

  async function find(marker: string, signal: AbortSignal): Promise<OpenedTicket | null> {
    const query = `labels=${LABEL}&state=all&sort=created&direction=desc&per_page=100`
    const { value } = await askJson(
      { fetch: deps.fetch, method: 'GET', url: `${url}?${query}`, headers, schema: z.array(issueWire) },
      signal
    )
    const found = value.find((issue) => issue.body?.split('\n').includes(`Reference: ${marker}`))
    return found ? opened(found) : null
  }

  async function create(ticket: OutsideTicket, signal: AbortSignal): Promise<OpenedTicket> {
    const body = {
      title: ticket.subject.slice(0, 256),
      body: bodyOf(ticket).slice(0, 60_000),
      labels: [LABEL, ticket.reason],
    }
    const { value } = await askJson(
      { fetch: deps.fetch, method: 'POST', url, headers, body, schema: issueWire },
      signal
    )
    return opened(value)
  }

  return {
    name: 'github',
    open: async (ticket, signal) => (await find(ticket.marker, signal)) ?? create(ticket, signal),
  }
}
