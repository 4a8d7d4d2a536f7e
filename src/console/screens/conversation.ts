import { html } from 'hono/html'
import type { Attachment } from '../../contracts/attachment.ts'
import { frame, type Markup } from './frame.ts'

export type Said = { role: string; body: string; at: number }

const NAMES: Record<string, string> = {
  shopper: 'Customer',
  user: 'Customer',
  assistant: 'Assistant',
  staff: 'Staff',
  draft: 'Draft, not sent',
}
const nameOf = (role: string): string => (Object.hasOwn(NAMES, role) ? NAMES[role]! : role)
const timeOf = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** One conversation as text, a reply in a colleague's own name, and giving it back to the assistant. */
export const conversationPage = (sessionId: string, messages: Said[], files: Attachment[], said: string): Markup =>
  frame({
    title: 'Conversation',
    body: html`<nav>
        <a href="/ops">Back to the console</a> ·
        <a href="/ops/screens/conversations/${sessionId}">Look for new messages</a>
      </nav>
      ${said && html`<p role="status"><strong>${said}</strong></p>`}
      ${
        messages.length === 0
          ? html`<p>Nothing of it is kept here yet.</p>`
          : html`<ol>
              ${messages.map(messageItem)}
            </ol>`
      }
      ${
        files.length > 0 &&
        html`<h2>Files</h2>
          <ul>
            ${files.map((file) => fileItem(sessionId, file))}
          </ul>`
      }
      <form class="wide" method="post" action="/ops/screens/conversations/${sessionId}/reply">
        <label for="text">Your reply</label>
        <textarea id="text" name="text" rows="4" maxlength="4000" required>${openDraft(messages)}</textarea>
        <button class="main">Send</button>
      </form>
      <form method="post" action="/ops/screens/conversations/${sessionId}/release">
        <button>Give it back to the assistant</button>
      </form>`,
  })

/** The newest draft nobody has answered over: what a colleague sends as it is, or changes first. A card is theirs to word. */
export function openDraft(messages: Said[]): string {
  const last = messages.findLast(({ role }) => role === 'draft' || role === 'staff')
  return last?.role === 'draft' && !last.body.startsWith('[') ? last.body : ''
}

const fileItem = (sessionId: string, { id, name, type, bytes }: Attachment): Markup =>
  html`<li>
    <a href="/ops/sessions/${sessionId}/attachments/${id}" download>${name}</a>
    <small>${type}, ${Math.ceil(bytes / 1024)} KB</small>
  </li>`

const messageItem = ({ role, body, at }: Said): Markup =>
  html`<li class="${role === 'user' ? 'shopper' : role}">
    <small>${nameOf(role)}, ${timeOf(at)}</small>
    <p>${body}</p>
  </li>`
