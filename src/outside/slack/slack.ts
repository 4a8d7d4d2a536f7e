import * as z from 'zod'
import { Fault } from '../../base/fault.ts'
import { askJson } from '../http/ask-json.ts'

/** A line for our own people. `url` is where to look; the text is scrubbed before it comes here. */
export type StaffNotice = { text: string; url: string | null }
export type SendNotice = (notice: StaffNotice, signal: AbortSignal) => Promise<void>

/** Slack reads `<`, `>` and `&` as markup: a shopper must not be able to ping a channel. */
export const slackText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').slice(0, 3_000)

const lineOf = ({ text, url }: StaffNotice): string =>
  url === null ? slackText(text) : `${slackText(text)}\n<${encodeURI(url).replaceAll('|', '%7C')}|Open>`

/** An incoming webhook: the address is the secret. */
export const openSlackWebhook =
  (deps: { fetch: typeof fetch; webhookUrl: string }): SendNotice =>
  async (notice, signal) => {
    const body = { text: lineOf(notice), unfurl_links: false }
    await askJson(
      { fetch: deps.fetch, method: 'POST', url: deps.webhookUrl, headers: {}, body, schema: z.unknown() },
      signal
    )
  }

const RETRYABLE = new Set(['ratelimited', 'internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'])

/** `chat.postMessage`, which says no with a 200. */
export const openSlackBot =
  (deps: { fetch: typeof fetch; token: string; channel: string; apiUrl?: string }): SendNotice =>
  async (notice, signal) => {
    const body = {
      channel: deps.channel,
      text: lineOf(notice),
      unfurl_links: false,
      unfurl_media: false,
      parse: 'none',
    }
    const { value } = await askJson(
      {
        fetch: deps.fetch,
        method: 'POST',
        url: `${deps.apiUrl ?? 'https://slack.com/api'}/chat.postMessage`,
        headers: { authorization: `Bearer ${deps.token}`, 'content-type': 'application/json; charset=utf-8' },
        body,
        schema: z.object({ ok: z.boolean(), error: z.string().max(200).nullish() }),
      },
      signal
    )
    if (value.ok) return
    const error = value.error ?? 'unknown'
    throw new Fault('upstream_refused', { retryable: RETRYABLE.has(error), detail: error })
  }
