import assert from 'node:assert/strict'
import { jwtVerify } from 'jose'
import { claimsSchema } from '../../../src/contracts/claims.ts'
import { tokenAnswerSchema } from '../../../src/contracts/session-token.ts'
import { RIG_KEY, siteUrl, tokenKey } from './shop.ts'

/** A browser's cookies, as far as these tests need them. */
export type Jar = Map<string, string>
export const cookiesOf = (jar: Jar) => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
export function keep(jar: Jar, response: Response): void {
  for (const line of response.headers.getSetCookie()) {
    const [pair = '', ...rest] = line.split(';')
    const name = pair.slice(0, pair.indexOf('='))
    const isGone =
      rest.some((part) => /expires=.*19[67]\d|max-age=0/i.test(part)) || pair.endsWith('=') || pair.endsWith('=%20')
    if (isGone) jar.delete(name)
    else jar.set(name, pair.slice(pair.indexOf('=') + 1))
  }
}

export async function ask(jar: Jar, body: unknown = {}, headers: Record<string, string> = {}) {
  const response = await fetch(`${siteUrl}/wp-json/counterhand/v1/session`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: new URL(siteUrl).origin,
      cookie: cookiesOf(jar),
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  keep(jar, response)
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  }
}
export async function visit(jar: Jar, sessionId: string | null = null) {
  const answer = await ask(jar, { session_id: sessionId })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  const parsed = tokenAnswerSchema.parse(answer.body)
  const { payload, protectedHeader } = await jwtVerify(parsed.token, new TextEncoder().encode(tokenKey.secret))
  return { ...parsed, claims: claimsSchema.parse(payload), header: protectedHeader, headers: answer.headers }
}
export async function signIn(jar: Jar, login: string, role = 'customer'): Promise<number> {
  const response = await fetch(`${siteUrl}/index.php?rest_route=/rig/v1/do`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-rig': RIG_KEY },
    body: JSON.stringify({ verb: 'user', args: [login, role] }),
  })
  keep(jar, response)
  return ((await response.json()) as { value: number }).value
}
export const nonceOf = async (jar: Jar) =>
  (await fetch(`${siteUrl}/wp-admin/admin-ajax.php?action=rest-nonce`, { headers: { cookie: cookiesOf(jar) } })).text()
