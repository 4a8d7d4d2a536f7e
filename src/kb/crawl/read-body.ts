/** A page beyond this is cut off and what was read is used; a sitemap beyond it is refused. */
export const PAGE_BYTES_MAX = 3_000_000
export const SITEMAP_BYTES_MAX = 52_428_800

/** Bytes up to the ceiling, then the stream is cancelled: an endless body costs its ceiling and no more. */
export async function readBytes(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number
): Promise<{ bytes: Uint8Array; isCut: boolean }> {
  if (!body) return { bytes: new Uint8Array(), isCut: false }
  const parts: Uint8Array[] = []
  let size = 0
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return { bytes: join(parts, size), isCut: false }
    parts.push(value)
    size += value.byteLength
    if (size > maxBytes) {
      // Not awaited: a host that hangs must not hold us, and its error is no longer ours.
      reader.cancel().catch(() => undefined)
      return { bytes: join(parts, size).subarray(0, maxBytes), isCut: true }
    }
  }
}

function join(parts: Uint8Array[], size: number): Uint8Array {
  if (parts.length === 1) return parts[0]!
  const all = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.byteLength
  }
  return all
}

const BOMS: [number[], string][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
]

/**
 * Text of a page: byte-order mark, then header, then `<meta charset>`, then UTF-8. Where UTF-8 was claimed or assumed
 * but the bytes are not UTF-8, Windows-1252 is what such pages nearly always are.
 */
export function decodeText(bytes: Uint8Array, contentType: string): string {
  const bom = BOMS.find(([mark]) => mark.every((byte, at) => bytes[at] === byte))
  if (bom) return new TextDecoder(bom[1]).decode(bytes)
  const declared = /charset=["']?([\w-]+)/i.exec(contentType)?.[1] ?? declaredInMarkup(bytes)
  const decoder = decoderFor(declared ?? 'utf-8')
  const text = decoder.decode(bytes)
  if (decoder.encoding === 'utf-8' && hasManyFailures(text)) return new TextDecoder('windows-1252').decode(bytes)
  return text
}

function declaredInMarkup(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 2_048))
  return (/<meta[^>]+charset=["']?([\w-]+)/i.exec(head) ?? /<\?xml[^>]+encoding=["']([\w-]+)/i.exec(head))?.[1]
}

function decoderFor(label: string): TextDecoder {
  try {
    return new TextDecoder(label)
  } catch {
    // An unknown label is a typing error on their side; UTF-8 is what nine pages in ten are.
    return new TextDecoder('utf-8')
  }
}

/** More than one broken character in two thousand is not an accident in a UTF-8 page. */
function hasManyFailures(text: string): boolean {
  let failures = 0
  for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', at + 1)) failures++
  return failures > 0 && failures * 2_000 > text.length
}
