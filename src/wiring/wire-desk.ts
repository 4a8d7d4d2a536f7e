import { Fault } from '../base/fault.ts'
import type { TicketToOpen } from '../hands/desk/open-ticket.ts'
import { deliverTicket } from '../hands/desk/deliver-ticket.ts'
import { deliverNotice, type StaffChannel } from '../hands/notices/deliver-notice.ts'
import { mailHtml } from '../hands/notices/mail-html.ts'
import { noticeIdOf, type Notice } from '../hands/notices/notice-names.ts'
import type { ShopperMail } from '../hands/writes/write-deps.ts'
import { openCloudflareMail, openHttpMail, type SendMail } from '../outside/mail/mail.ts'
import { openSlackBot, openSlackWebhook, type SendNotice } from '../outside/slack/slack.ts'
import { openGithubDesk } from '../outside/tickets/github.ts'
import { openHelpScoutDesk } from '../outside/tickets/help-scout.ts'
import { openLinearDesk } from '../outside/tickets/linear.ts'
import type { TicketDesk } from '../outside/tickets/ticket-desk.ts'
import { openSignedWebhook } from '../outside/webhook/signed-webhook.ts'
import type { QueueMessageOf } from '../contracts/queue.ts'
import { demoMail } from './demo/wire-demo.ts'
import type { Parts } from './parts.ts'
import { clock } from './platform.ts'
import { sendJobs } from './seeing/traced-jobs.ts'

/** A desk may page through its newest tickets first. */
const DELIVER_MS = 20_000
const MAIL_MS = 10_000
const toVendor: typeof fetch = (...ask) => fetch(...ask)

/** Kept, then knocked for: the queue brings it to the desk and to staff. A knock that is lost is made again by the cron. */
export async function openTicket(parts: Parts, row: TicketToOpen): Promise<void> {
  const { store, seeing } = parts
  await store.tickets.openTicket(row)
  try {
    await sendJobs(parts, [{ kind: 'ticket.open', v: 1, ticketId: row.id }])
  } catch (error) {
    // The ticket is open and staff see it; whoever asked must not be told that it failed.
    seeing.reportFault(error, { where: 'tickets' })
  }
}

export async function sendNotice(parts: Parts, notice: Notice): Promise<void> {
  await sendJobs(parts, [{ kind: 'notice.send', v: 1, noticeId: noticeIdOf(notice) }])
}

/** For the queue's `ticket.open`. */
export async function deliverTicketJob(parts: Parts, ticketId: string): Promise<void> {
  const { store, settings, seeing } = parts
  const outcome = await deliverTicket(
    {
      findTicket: store.tickets.findTicket,
      ...store.ticketLinks,
      desk: openDesk(parts),
      notifyStaff: (id) => sendNotice(parts, { template: 'ticket_opened', id }),
      conversationUrl: (sessionId) => `${opsBase(parts)}/screens/conversations/${encodeURIComponent(sessionId)}`,
      now: clock,
    },
    ticketId,
    AbortSignal.timeout(DELIVER_MS)
  )
  const sink = outcome === 'opened' ? settings.TICKET_DESK : outcome
  seeing.log({ event: 'ticket.opened', ticket_id: ticketId, reason: 'queue', sink })
}

/** For the queue's `notice.send`. */
export async function deliverNoticeJob(
  parts: Parts,
  { noticeId, channel }: Pick<QueueMessageOf<'notice.send'>, 'noticeId' | 'channel'>
): Promise<void> {
  const { store, shop, seeing } = parts
  const outcome = await deliverNotice(
    {
      findTicket: store.tickets.findTicket,
      findTicketLink: store.ticketLinks.findTicketLink,
      findApproval: store.approvals.findApproval,
      findOrder: (id, signal) => shop.findOrder(id, signal),
      staff: staffChannels(parts),
      mailShopper: (mail) => mailShopper(parts, mail),
      sendLater: (message) => sendJobs(parts, [{ kind: 'notice.send', v: 1, ...message }]),
      opsBase: opsBase(parts),
    },
    { noticeId, channel },
    AbortSignal.timeout(DELIVER_MS)
  )
  seeing.log({ event: 'notice.sent', channel: channel ?? 'all', outcome, notice_id: noticeId })
}

/** To a shopper. In the embedded shop it lands in the mailbox page; without a mailer it is a fault that names the setting. */
export async function mailShopper(parts: Parts, { locale, ...mail }: ShopperMail): Promise<void> {
  const html = mailHtml(mail.text, { locale, shopName: parts.settings.SHOP_NAME })
  const template = mail.key.split(':')[0]!
  await mailerOf(parts)({ ...mail, html }, AbortSignal.timeout(MAIL_MS))
  parts.seeing.log({ event: 'mail.sent', template, outcome: 'sent' })
}

/** The embedded shop's mailbox, an HTTP provider, Cloudflare's binding: the first that is there. */
function mailerOf({ env, settings, isDemo }: Parts): SendMail {
  const { MAIL_FROM: from, MAIL_API_URL: url, MAIL_API_TOKEN: token } = settings
  if (isDemo) return (mail) => demoMail(env, mail)
  if (url && token && from) return openHttpMail({ fetch: toVendor, url, token, from })
  if (env.MAIL && from) return openCloudflareMail({ binding: env.MAIL, from })
  throw new Fault('misconfigured', {
    retryable: false,
    detail: 'no mailer: MAIL_FROM with MAIL_API_URL or a MAIL binding',
  })
}

function staffChannels(parts: Parts): StaffChannel[] {
  const { SLACK_BOT_TOKEN, SLACK_CHANNEL, SLACK_WEBHOOK_URL, NOTICE_WEBHOOK_URL, NOTICE_WEBHOOK_SECRETS, STAFF_EMAIL } =
    parts.settings
  const channels: StaffChannel[] = []
  const slack: SendNotice | null =
    SLACK_BOT_TOKEN && SLACK_CHANNEL
      ? openSlackBot({ fetch: toVendor, token: SLACK_BOT_TOKEN, channel: SLACK_CHANNEL })
      : SLACK_WEBHOOK_URL
        ? openSlackWebhook({ fetch: toVendor, webhookUrl: SLACK_WEBHOOK_URL })
        : null
  if (slack) channels.push({ name: 'slack', send: (line, signal) => slack(line, signal) })
  const [first, second] = NOTICE_WEBHOOK_SECRETS ?? []
  if (NOTICE_WEBHOOK_URL && first) {
    const secrets: [string, ...string[]] = second ? [first, second] : [first]
    const hook = openSignedWebhook({ fetch: toVendor, url: NOTICE_WEBHOOK_URL, secrets, now: clock })
    const send: StaffChannel['send'] = ({ key: id, type, text, url, facts }, signal) =>
      hook({ id, type, data: { text, url, ...facts } }, signal)
    channels.push({ name: 'webhook', send })
  }
  if (STAFF_EMAIL) {
    const send: StaffChannel['send'] = ({ key, text, url }) =>
      mailShopper(parts, { to: STAFF_EMAIL, subject: text.slice(0, 150), text: `${text}\n\n${url}`, locale: 'en', key })
    channels.push({ name: 'mail', send })
  }
  return channels
}

function openDesk({ settings }: Parts): TicketDesk | null {
  switch (settings.TICKET_DESK) {
    case 'none':
      return null
    case 'github': {
      const [owner, repo] = settings.GITHUB_REPO!.split('/') as [string, string]
      const api = settings.GITHUB_API_URL ? { apiUrl: settings.GITHUB_API_URL } : {}
      return openGithubDesk({ fetch: toVendor, token: settings.GITHUB_TOKEN!, owner, repo, ...api })
    }
    case 'linear':
      return openLinearDesk({ fetch: toVendor, apiKey: settings.LINEAR_API_KEY!, teamId: settings.LINEAR_TEAM_ID! })
    case 'help_scout':
      return openHelpScoutDesk({
        fetch: toVendor,
        appId: settings.HELP_SCOUT_APP_ID!,
        appSecret: settings.HELP_SCOUT_APP_SECRET!,
        mailboxId: settings.HELP_SCOUT_MAILBOX_ID!,
        customerEmail: settings.HELP_SCOUT_CUSTOMER_EMAIL!,
        now: clock,
      })
  }
}

/** Where staff look. The embedded shop and its Worker have one address. */
const opsBase = ({ settings, isDemo }: Parts): string =>
  `${(settings.PUBLIC_URL ?? (isDemo ? settings.SHOP_URL : '')).replace(/\/+$/, '')}/ops`
