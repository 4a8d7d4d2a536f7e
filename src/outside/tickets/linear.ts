import * as z from 'zod'
import { sha256Hex } from '../../base/bytes.ts'
import { Fault } from '../../base/fault.ts'
import { askJson } from '../http/ask-json.ts'
import { bodyOf, type OpenedTicket, type TicketDesk } from './ticket-desk.ts'

export type LinearDeps = { fetch: typeof fetch; apiKey: string; teamId: string; apiUrl?: string }

export const LINEAR_FIND =
  'query FindIssue($id: ID!) { issues(filter: { id: { eq: $id } }, first: 1, includeArchived: true) { nodes { identifier url } } }'
export const LINEAR_CREATE =
  'mutation OpenIssue($input: IssueCreateInput!) { issueCreate(input: $input) { success issue { identifier url } } }'

const issueWire = z.object({ identifier: z.string(), url: z.string() })
const errorsWire = z
  .array(z.object({ message: z.string().max(1_000), extensions: z.object({ code: z.string().nullish() }).nullish() }))
  .nullish()

/** Linear lets the caller choose an issue's id, so the marker becomes one: the same ticket cannot be made twice. */
export async function linearId(marker: string): Promise<string> {
  const hex = await sha256Hex(`linear\n${marker}`)
  // The shape of a version 4 UUID, which is all Linear checks.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

export function openLinearDesk(deps: LinearDeps): TicketDesk {
  async function ask<Schema extends z.ZodType>(query: string, variables: unknown, data: Schema, signal: AbortSignal) {
    const { value } = await askJson(
      {
        fetch: deps.fetch,
        method: 'POST',
        url: deps.apiUrl ?? 'https://api.linear.app/graphql',
        headers: { authorization: deps.apiKey },
        body: { query, variables },
        schema: z.object({ data: data.nullish(), errors: errorsWire }),
      },
      signal
    )
    // GraphQL says no with a 200. Its limit is the one worth waiting for.
    const [error] = value.errors ?? []
    if (error?.extensions?.code === 'RATELIMITED') throw new Fault('upstream_rate_limited', { retryable: true })
    if (error) throw new Fault('upstream_4xx', { retryable: false, detail: error.message })
    if (!value.data) throw new Fault('upstream_garbled', { retryable: false, detail: 'no data' })
    return value.data
  }

  async function find(id: string, signal: AbortSignal): Promise<OpenedTicket | null> {
    const data = z.object({ issues: z.object({ nodes: z.array(issueWire) }) })
    const [issue] = (await ask(LINEAR_FIND, { id }, data, signal)).issues.nodes
    return issue ? { externalId: issue.identifier, url: issue.url } : null
  }

  return {
    name: 'linear',
    async open(ticket, signal) {
      const id = await linearId(ticket.marker)
      const found = await find(id, signal)
      if (found) return found
      const input = {
        id,
        teamId: deps.teamId,
        title: ticket.subject.slice(0, 256),
        description: bodyOf(ticket).slice(0, 60_000),
      }
      const data = z.object({ issueCreate: z.object({ success: z.boolean(), issue: issueWire.nullish() }) })
      const { issueCreate } = await ask(LINEAR_CREATE, { input }, data, signal)
      if (!issueCreate.success || !issueCreate.issue)
        throw new Fault('upstream_4xx', { retryable: false, detail: 'not made' })
      return { externalId: issueCreate.issue.identifier, url: issueCreate.issue.url }
    },
  }
}
