const encoder = new TextEncoder()

export const toHex = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0')
  return text
}

export function toBase64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}

export const toBase64Url = (bytes: Uint8Array): string =>
  toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')

const asBytes = (value: string | Uint8Array): Uint8Array<ArrayBuffer> =>
  new Uint8Array(typeof value === 'string' ? encoder.encode(value) : value)

/** Lower-case hex. */
export async function sha256Hex(value: string | Uint8Array): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', asBytes(value))))
}

export async function hmac(
  hash: 'SHA-1' | 'SHA-256',
  secret: string | Uint8Array,
  message: string | Uint8Array
): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', asBytes(secret), { name: 'HMAC', hash }, false, ['sign'])
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, asBytes(message)))
}
