import { Fault } from '../../base/fault.ts'
import { openHashId } from '../../observability/hash-id.ts'
import { EVENTS } from '../../observability/events.ts'
import { openSeeing } from '../../observability/open-seeing.ts'
import { POINTS } from '../../observability/points.ts'
import { SPAN_ATTRIBUTES } from '../../observability/span-attributes.ts'
import { toOutside } from '../../hands/desk/deliver-ticket.ts'
import { mailHtml } from '../../hands/notices/mail-html.ts'
import { ticketLine } from '../../hands/notices/staff-words.ts'
import { openHttpMail } from '../../outside/mail/mail.ts'
import { openOtlp } from '../../outside/otlp/client.ts'
import { openSentry } from '../../outside/sentry/client.ts'
import { openSlackBot, openSlackWebhook } from '../../outside/slack/slack.ts'
import { openGithubDesk } from '../../outside/tickets/github.ts'
import { openHelpScoutDesk } from '../../outside/tickets/help-scout.ts'
import { openLinearDesk } from '../../outside/tickets/linear.ts'
import { openSignedWebhook } from '../../outside/webhook/signed-webhook.ts'
import { countFault } from '../seeing/count-fault.ts'
import { CANARIES, plant, PLANTED, SESSION } from './canaries.ts'

/** Every way out of the house, and each byte that went through it. */
export type Exit = { exit: string; bodies: string[] }

const ID_KEY = 'a key for hashing ids in tests'
const NOW = 1_795_350_000_000

/** Plants every canary in every input, and keeps what comes out of each exit. The real code does everything in between. */
export async function playCanaries(): Promise<Exit[]> {
  return [...(await playSeeing()), ...(await playTickets()), ...(await playNotices())]
}

export const hashOfSession = (): string => openHashId(ID_KEY)(SESSION)

async function playSeeing(): Promise<Exit[]> {
  const [lines, points, hours] = [[] as string[], [] as string[], [] as string[]]
  const [otlp, sentry] = [record(), record()]
  const reports = openSentry({
    dsn: 'https://p@sentry.example.com/1',
    environment: 't',
    release: 'r',
    fetch: sentry.fetch,
  })
  const count = countFault({ addToHour: async (row) => void hours.push(JSON.stringify(row)) }, () => NOW)
  const seeing = openSeeing({
    now: () => NOW,
    chance: { uuid: () => '', random: () => 0.5 },
    write: (line) => void lines.push(line),
    idKey: ID_KEY,
    sampleRate: 1,
    spans: openOtlp({ endpoint: 'http://collector', headers: {}, resource: RESOURCE, fetch: otlp.fetch }),
    native: null,
    faults: { send: async (report) => void (await Promise.all([reports.send(report), count(report)])) },
    points: { writeDataPoint: (point) => void points.push(JSON.stringify(point)) },
    sleep: async () => {},
  })
  for (const [event, spec] of Object.entries(EVENTS)) seeing.log({ event, ...(plant(spec) as object) } as never)
  const dimensions = plant({ brain_version: 'word', provider: 'word', intent: 'word', detail: 'word' })
  for (const point of Object.keys(POINTS)) seeing.measure({ point, ...(dimensions as object) } as never)
  await seeing.span(PLANTED, plant(SPAN_ATTRIBUTES) as never, async (span) => {
    span.record(PLANTED, { 'counterhand.outcome': PLANTED }, { startMs: 1, endMs: 2, error: PLANTED })
    span.fail(PLANTED)
  })
  reportFaults(seeing)
  await seeing.flush({ everything: true })
  return [
    { exit: 'log lines', bodies: lines },
    { exit: 'spans (OTLP)', bodies: otlp.bodies },
    { exit: 'fault events (Sentry)', bodies: sentry.bodies },
    { exit: 'points (Analytics Engine)', bodies: points },
    { exit: 'hourly metrics (D1)', bodies: hours },
  ]
}

const RESOURCE = { serviceName: 'counterhand', serviceVersion: '1', environment: 'test' }

function reportFaults(seeing: ReturnType<typeof openSeeing>): void {
  const fault = new Fault('upstream_5xx', { retryable: true, detail: PLANTED, cause: new Error(PLANTED) })
  const facts = { requestId: PLANTED, sessionId: SESSION, traceId: PLANTED }
  // Twice, so that the last occurrence is told too.
  for (const where of [PLANTED, PLANTED]) seeing.reportFault(fault, { where, ...facts })
  seeing.reportFault(PLANTED, { where: 'thrown.text' })
  seeing.reportFault(Object.assign(new Error(PLANTED), { code: PLANTED, name: PLANTED }), { where: 'odd' })
}

const TICKET = {
  id: 'tkt_0123456789',
  sessionId: SESSION,
  subject: PLANTED,
  body: Object.keys(CANARIES).join('\n'),
  reason: 'complaint',
}
const OPS = 'https://chat.example.com/ops/screens/conversations/1'

/** The least each vendor must say for the ticket itself to be sent: nothing found yet, a token, a made issue. */
const LINEAR = {
  data: { issues: { nodes: [] }, issueCreate: { success: true, issue: { identifier: 'A-1', url: OPS } } },
}
const HELP_SCOUT = { access_token: 't', expires_in: 3_600 }

async function playTickets(): Promise<Exit[]> {
  const [github, linear, helpScout] = [record([]), record(LINEAR), record(HELP_SCOUT)]
  const desks = [
    openGithubDesk({ fetch: github.fetch, token: 't', owner: 'o', repo: 'r' }),
    openLinearDesk({ fetch: linear.fetch, apiKey: 'k', teamId: 'team' }),
    openHelpScoutDesk({
      fetch: helpScout.fetch,
      appId: 'a',
      appSecret: 's',
      mailboxId: 1,
      customerEmail: 'desk@example.com',
      now: () => NOW,
    } as never),
  ]
  // What a desk answers is not the matter here; what it was sent is.
  for (const desk of desks) await desk.open(toOutside(TICKET, OPS), AbortSignal.timeout(2_000)).catch(() => undefined)
  return [
    { exit: 'tickets (GitHub)', bodies: github.bodies },
    { exit: 'tickets (Linear)', bodies: linear.bodies },
    { exit: 'tickets (Help Scout)', bodies: helpScout.bodies },
  ]
}

async function playNotices(): Promise<Exit[]> {
  const [slack, webhook, mail] = [record({ ok: true }), record({}), record({})]
  const { type, text, url, facts } = ticketLine(TICKET, OPS, '1')
  const signal = AbortSignal.timeout(2_000)
  await openSlackBot({ fetch: slack.fetch, token: 't', channel: 'c' })({ text, url }, signal)
  await openSlackWebhook({ fetch: slack.fetch, webhookUrl: 'https://hooks.example.com/x' })({ text, url }, signal)
  const secrets: [string] = [`whsec_${btoa('a secret of a test, 32 bytes long')}`]
  const hook = openSignedWebhook({ fetch: webhook.fetch, url: 'https://shop.example/hook', secrets, now: () => NOW })
  await hook({ id: TICKET.id, type, data: { text, url, ...facts } }, signal)
  const html = mailHtml(`${text}\n\n${url}`, { locale: 'en', shopName: 'Shop' })
  const letter = { to: 'desk@example.com', subject: text.slice(0, 150), text: `${text}\n\n${url}`, html, key: 'k' }
  await openHttpMail({ fetch: mail.fetch, url: 'https://mail.example.com', token: 't', from: 'a@example.com' })(
    letter,
    signal
  )
  return [
    { exit: 'notices (Slack)', bodies: slack.bodies },
    { exit: 'notices (webhook)', bodies: webhook.bodies },
    { exit: 'notices (mail to staff)', bodies: mail.bodies },
  ]
}

/** A network that keeps all it is sent, address and headers too, and answers one thing. */
function record(answer: unknown = {}): { fetch: typeof fetch; bodies: string[] } {
  const bodies: string[] = []
  const send = async (input: RequestInfo | URL, init?: RequestInit) => {
    const { headers, body } = init ?? {}
    bodies.push(
      `${typeof input === 'string' ? input : JSON.stringify(input)} ${JSON.stringify(headers)} ${typeof body === 'string' ? body : JSON.stringify(body)}`
    )
    return Response.json(answer)
  }
  return { fetch: send as typeof fetch, bodies }
}
