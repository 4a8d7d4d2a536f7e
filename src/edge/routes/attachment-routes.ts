import { Hono, type Context } from 'hono'
import {
  ATTACHMENT_MAX_BYTES,
  ATTACHMENTS_PER_SESSION,
  cleanFileName,
  typeOfBytes,
  type Attachment,
} from '../../contracts/attachment.ts'
import { phrase } from '../../brain/phrases/phrase.ts'
import { answerError } from '../answer-fault.ts'
import type { EdgeVariables } from '../edge-variables.ts'
import { answerVisitRefusal, notYours } from './answer-visit.ts'
import type { ChatDeps } from './chat-routes.ts'

export type AttachmentDeps = ChatDeps & {
  uuid(): string
  keepFile(sessionId: string, attachment: Attachment, bytes: Uint8Array): Promise<void>
  dropFile(sessionId: string, attachmentId: string): Promise<void>
}

/** A picture or a PDF for the person who will answer. No model ever reads it. */
export function attachmentRoutes(deps: AttachmentDeps) {
  const app = new Hono<EdgeVariables>()

  app.post('/attachments', async (c) => {
    const claims = c.get('claims')
    if (c.req.query('session_id') !== claims.sid) return notYours(c)
    const file = await readFile(c)
    if (!file) return answerError(c, 400, 'bad_request', 'file: one file, as multipart/form-data')
    const bytes = new Uint8Array(await file.arrayBuffer())
    const type = typeOfBytes(bytes)
    const locale = claims.locale ?? 'en'
    if (!type) return answerError(c, 415, 'file_type', phrase('file_type', locale))
    if (bytes.length > ATTACHMENT_MAX_BYTES) return answerError(c, 413, 'too_large', phrase('file_too_large', locale))

    const attachment = { id: deps.uuid(), name: cleanFileName(file.name), type, bytes: bytes.length }
    // The file first: a conversation must never name one that is not there. One that is refused is taken away again.
    await deps.keepFile(claims.sid, attachment, bytes)
    const kept = await deps.session(claims.sid).attach({ claims, attachment })
    if (kept.ok) return c.json({ attachment_id: attachment.id }, 201, { 'cache-control': 'no-store' })
    await deps.dropFile(claims.sid, attachment.id)
    if (kept.error.reason !== 'too_many') return answerVisitRefusal(c, kept.error)
    return answerError(c, 409, 'too_many_files', phrase('too_many_files', locale, { max: ATTACHMENTS_PER_SESSION }))
  })

  return app
}

async function readFile(c: Context<EdgeVariables>): Promise<File | null> {
  // A body that is no form is the caller's mistake; the parser's words would help nobody.
  const form = await c.req.parseBody().catch(() => ({}) as Record<string, unknown>)
  return form.file instanceof File ? form.file : null
}
