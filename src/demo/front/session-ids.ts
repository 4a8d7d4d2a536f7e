/**
 * A session id that proves whose it is: 128 random bits and a tag over them and the subject. Nothing is stored, and
 * an id that was another visitor's, or the same visitor's under another login, is not known here.
 */
const TAG_CHARS = 22

async function tagOf(secret: string, subject: string, nonce: string): Promise<string> {
  const bytes = new TextEncoder()
  const key = await crypto.subtle.importKey('raw', bytes.encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ])
  const signed = await crypto.subtle.sign('HMAC', key, bytes.encode(`session:${subject}:${nonce}`))
  const text = btoa(String.fromCharCode(...new Uint8Array(signed)))
  return text.replaceAll('+', '-').replaceAll('/', '_').slice(0, TAG_CHARS)
}

export async function freshSessionId(secret: string, subject: string, uuid: () => string): Promise<string> {
  const nonce = uuid().replaceAll('-', '')
  return `${nonce}_${await tagOf(secret, subject, nonce)}`
}

export async function ownsSessionId(secret: string, subject: string, sessionId: string): Promise<boolean> {
  const match = /^([a-f0-9]{32})_([A-Za-z0-9_-]{22})$/.exec(sessionId)
  return match !== null && (await tagOf(secret, subject, match[1]!)) === match[2]
}
