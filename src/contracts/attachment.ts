/** A picture of what arrived broken, or the paper that came with it: nothing else helps a person answer. */
export const ATTACHMENT_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const
export type AttachmentType = (typeof ATTACHMENT_TYPES)[number]
export const ATTACHMENT_MAX_BYTES = 5 * 1024 * 1024
export const ATTACHMENTS_PER_SESSION = 5

export type Attachment = { id: string; name: string; type: AttachmentType; bytes: number }

/** Everything a session keeps as files lies under this, so that erasing a session is one listing. */
export const filesOf = (sessionId: string): string => `sessions/${sessionId}/`
export const attachmentKey = (sessionId: string, id: string): string => `${filesOf(sessionId)}${id}`

const STARTS: [AttachmentType, number, readonly number[]][] = [
  ['image/jpeg', 0, [0xff, 0xd8, 0xff]],
  ['image/png', 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/webp', 8, [0x57, 0x45, 0x42, 0x50]],
  ['application/pdf', 0, [0x25, 0x50, 0x44, 0x46, 0x2d]],
]

/** What the bytes are, by how they begin; null for anything we do not take. What the sender calls them says nothing. */
export function typeOfBytes(bytes: Uint8Array): AttachmentType | null {
  const found = STARTS.find(([, at, mark]) => mark.every((byte, index) => bytes[at + index] === byte))
  return found ? found[0] : null
}

/** A name a person can read and no header or path can be broken with: at most 80 characters, never empty. */
export function cleanFileName(name: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? ''
  const kept = base.replaceAll(/[^\p{L}\p{N} ._()-]/gu, '').replaceAll(/^[. ]+|[. ]+$/g, '')
  return kept.slice(-80) || 'file'
}
