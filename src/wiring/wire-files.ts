import {
  attachmentKey,
  ATTACHMENT_TYPES,
  filesOf,
  type Attachment,
  type AttachmentType,
} from '../contracts/attachment.ts'

/** Shoppers' files in R2, found by their session. R2 keeps name and type beside the bytes. */
export const wireFiles = (bucket: R2Bucket) => ({
  async keepFile(sessionId: string, { id, name, type }: Attachment, bytes: Uint8Array): Promise<void> {
    await bucket.put(attachmentKey(sessionId, id), bytes, {
      httpMetadata: { contentType: type },
      customMetadata: { name },
    })
  },
  dropFile: (sessionId: string, id: string): Promise<void> => bucket.delete(attachmentKey(sessionId, id)),
  async listFiles(sessionId: string): Promise<Attachment[]> {
    const { objects } = await bucket.list({
      prefix: filesOf(sessionId),
      include: ['httpMetadata', 'customMetadata'],
    })
    return objects.map(attachmentOf)
  },
  async readFile(sessionId: string, id: string) {
    const object = await bucket.get(attachmentKey(sessionId, id))
    return object && { attachment: attachmentOf(object), body: object.body as ReadableStream }
  },
})

const attachmentOf = (object: R2Object): Attachment => ({
  id: object.key.split('/').at(-1)!,
  name: object.customMetadata?.name ?? 'file',
  type: typeOf(object.httpMetadata?.contentType),
  bytes: object.size,
})

/** Only `keepFile` writes here, so the type is one of ours; anything else is shown as the least that opens. */
const typeOf = (said: string | undefined): AttachmentType =>
  ATTACHMENT_TYPES.find((type) => type === said) ?? 'application/pdf'
