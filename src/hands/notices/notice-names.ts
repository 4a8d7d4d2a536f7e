/** Something to be said later, outside the conversation. A knock: what it says is read when it is said. */
/** `ticket_waiting` is the reminder of a promised person: its id is the ticket's, then `~` and which reminder it is. */
export const NOTICE_TEMPLATES = ['ticket_opened', 'ticket_waiting', 'approval_requested', 'approval_decided'] as const
export type NoticeTemplate = (typeof NOTICE_TEMPLATES)[number]
export type Notice = { template: NoticeTemplate; id: string }

/** `approval_decided.apr_1`: the id of a queue message, free of anybody's words and addresses. */
export const noticeIdOf = ({ template, id }: Notice): string => `${template}.${id}`

export function parseNoticeId(noticeId: string): Notice | null {
  const [name, id] = [noticeId.slice(0, noticeId.indexOf('.')), noticeId.slice(noticeId.indexOf('.') + 1)]
  const template = NOTICE_TEMPLATES.find((each) => each === name)
  return template && id !== '' ? { template, id } : null
}
