import { describe, expect, it } from 'vitest'
import { Webhook } from 'standardwebhooks'
import { checkMail, openCloudflareMail, openHttpMail } from '../mail/mail.ts'
import { openSignedWebhook, webhookHeaders } from '../webhook/signed-webhook.ts'
import { openSlackBot, openSlackWebhook, slackText } from './slack.ts'

const signal = new AbortController().signal
type Sent = { url: string; headers: Headers; body: string }
function receiver(answer: () => Response = () => new Response('ok')) {
  const sent: Sent[] = []
  const fetch = (async (url: string, init: RequestInit) => {
    sent.push({ url, headers: new Headers(init.headers), body: init.body as string })
    return answer()
  }) as unknown as typeof globalThis.fetch
  return { fetch, sent }
}

describe('slack', () => {
  it('cannot be made to ping a channel or fake a link', () => {
    expect(slackText('<!channel> <https://evil.example|click> & more')).toBe(
      '&lt;!channel&gt; &lt;https://evil.example|click&gt; &amp; more'
    )
  })
  it('takes "ok" for an answer to an incoming webhook', async () => {
    const { fetch, sent } = receiver()
    await openSlackWebhook({ fetch, webhookUrl: 'https://hooks.example/x' })(
      { text: 'Hello', url: 'https://a.example/1' },
      signal
    )
    expect(JSON.parse(sent[0]!.body)).toMatchObject({ text: 'Hello\n<https://a.example/1|Open>' })
  })
  it.each([
    ['ratelimited', true],
    ['channel_not_found', false],
  ])('hears %s behind a 200', async (error, retryable) => {
    const { fetch } = receiver(() => Response.json({ ok: false, error }))
    const post = openSlackBot({ fetch, token: 'xoxb', channel: 'C1' })
    await expect(post({ text: 'Hello', url: null }, signal)).rejects.toMatchObject({ retryable })
  })
})

describe('webhook', () => {
  const [OLD, NEW] = ['MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_b2xkLXNlY3JldC1vZi0zMi1jaGFyYWN0ZXJz']
  it('is believed by any Standard Webhooks receiver, with either of two secrets', async () => {
    const { fetch, sent } = receiver()
    const send = openSignedWebhook({
      fetch,
      url: 'https://shop.example/hook',
      secrets: [OLD, NEW],
      now: () => Date.now(),
    })
    await send({ id: 'evt_1', type: 'ticket.opened', data: { ticket: 'tkt_1' } }, signal)
    const headers = Object.fromEntries(sent[0]!.headers)
    for (const secret of [OLD, NEW]) {
      expect(new Webhook(secret).verify(sent[0]!.body, headers)).toMatchObject({ type: 'ticket.opened' })
    }
    expect(() => new Webhook(OLD).verify(`${sent[0]!.body} `, headers)).toThrow('No matching signature')
  })
  it('keeps its id over retries', () => {
    const event = { id: 'evt_1', payload: '{}' }
    const [first, later] = [1_000, 60_000].map((nowMs) => webhookHeaders({ ...event, nowMs }, [OLD]))
    expect(first!['webhook-id']).toBe(later!['webhook-id'])
    expect(first!['webhook-signature']).not.toBe(later!['webhook-signature'])
  })
})

describe('mail', () => {
  const mail = { to: 'ada@example.com', subject: 'Hello', text: 'Hi', key: 'code:1' }
  it('goes to an HTTP provider under its own key', async () => {
    const { fetch, sent } = receiver(() => Response.json({ id: '1' }))
    await openHttpMail({ fetch, url: 'https://mail.example/emails', token: 't', from: 'shop@example.com' })(
      mail,
      signal
    )
    expect(sent[0]!.headers.get('idempotency-key')).toBe('code:1')
    expect(JSON.parse(sent[0]!.body)).toEqual({
      from: 'shop@example.com',
      to: ['ada@example.com'],
      subject: 'Hello',
      text: 'Hi',
    })
  })
  it('goes through the binding, whose failure may be tried again', async () => {
    const sent: unknown[] = []
    const good = { send: async (message: unknown) => void sent.push(message) }
    await openCloudflareMail({ binding: good, from: 'shop@example.com' })(mail, signal)
    expect(sent).toEqual([{ from: 'shop@example.com', to: 'ada@example.com', subject: 'Hello', text: 'Hi' }])
    const bad = { send: async () => Promise.reject(new Error('no')) }
    await expect(openCloudflareMail({ binding: bad, from: 'a@b' })(mail, signal)).rejects.toMatchObject({
      retryable: true,
    })
  })
  it.each([
    [{ to: 'ada@example.com\r\nBcc: all@example.com' }],
    [{ to: 'ada@example.com, eve@example.com' }],
    [{ to: 'Ada <ada@example.com>' }],
    [{ to: '' }],
    [{ subject: 'Hello\nBcc: all@example.com' }],
  ])('refuses %j', (change) => {
    expect(() => checkMail({ ...mail, ...change })).toThrow('not an address')
  })
})
