import { refuse, ok, type Result } from '../base/result.ts'
import { MESSAGE_MAX_CHARS } from '../contracts/chat-api.ts'

/** Controls (but tab and line breaks), zero-width characters, bidi overrides and byte-order marks: invisible, so never meant. */
const INVISIBLE =
  // oxlint-disable-next-line no-control-regex -- finding control characters is what this is for.
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF]/g

export type MessageRefusal = { reason: 'empty_message' } | { reason: 'too_long'; maxChars: number }

/**
 * A shopper's words as we keep them: well-formed Unicode (an unpaired surrogate becomes U+FFFD), line breaks as `\n`,
 * nothing invisible. Zero-width joiners stay: Persian, Hindi and emoji need them. Too long is refused, never cut.
 */
export function cleanMessage(raw: string): Result<string, MessageRefusal> {
  if (raw.length > MESSAGE_MAX_CHARS) return refuse({ reason: 'too_long', maxChars: MESSAGE_MAX_CHARS })
  const text = raw.toWellFormed().replace(/\r\n?/g, '\n').replace(INVISIBLE, '').trim()
  return text === '' ? refuse({ reason: 'empty_message' }) : ok(text)
}
