import * as z from 'zod'
import { Fault } from '../../base/fault.ts'
import { askJson } from '../http/ask-json.ts'

/** `key` names the mail: an HTTP provider is sent it as `Idempotency-Key`, so that a retry is the same mail. */
export type Mail = { to: string; subject: string; text: string; html?: string; key: string }
export type SendMail = (mail: Mail, signal: AbortSignal) => Promise<void>

/** A line break in an address or a subject would start a header of its own. */
export function checkMail(mail: Mail): Mail {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  const isClean = ![mail.to, mail.subject].some((text) => /[\u0000-\u001f\u007f]/.test(text))
  if (!isClean || !/^[^\s@,;<>]+@[^\s@,;<>]+$/.test(mail.to)) {
    throw new Fault('upstream_4xx', { retryable: false, detail: 'not an address or a subject' })
  }
  return mail
}

/** Cloudflare's `send_email` binding, as far as we use it. */
export type EmailBinding = {
  send(message: { from: string; to: string; subject: string; text: string; html?: string }): Promise<unknown>
}

export const openCloudflareMail =
  (deps: { binding: EmailBinding; from: string }): SendMail =>
  async (mail) => {
    const { to, subject, text, html } = checkMail(mail)
    try {
      await deps.binding.send({ from: deps.from, to, subject, text, ...(html ? { html } : {}) })
    } catch (cause) {
      // The binding says nothing of why in a form worth reading; a queue's retries are bounded.
      throw new Fault('upstream_5xx', { retryable: true, cause, detail: 'send_email' })
    }
  }

/** Any provider that takes `POST {from, to, subject, text, html}` with a bearer token (Resend's shape). */
export const openHttpMail =
  (deps: { fetch: typeof fetch; url: string; token: string; from: string }): SendMail =>
  async (mail, signal) => {
    const { to, subject, text, html, key } = checkMail(mail)
    const body = { from: deps.from, to: [to], subject, text, ...(html ? { html } : {}) }
    const headers = { authorization: `Bearer ${deps.token}`, 'idempotency-key': key.slice(0, 256) }
    await askJson({ fetch: deps.fetch, method: 'POST', url: deps.url, headers, body, schema: z.unknown() }, signal)
  }
