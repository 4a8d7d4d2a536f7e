import type { TokenAnswer } from '../../contracts/session-token.ts'
import { readLike } from '../state/read-json.ts'

/** Renewed this long before it ends, so that no send has to be turned away first. */
const EARLY_MS = 60_000

export type TokensDeps = {
  fetch: typeof fetch
  tokenUrl: string
  /** The session this browser held last, if any. Survives a reload. */
  keep: { read(): string | null; write(sessionId: string): void }
  now(): number
}

export type Tokens = {
  /** A token good for at least a minute. Rejects when the shop's token route cannot be reached or refuses. */
  current(): Promise<TokenAnswer>
  /** The same after a 401: whatever we held is not believed any more. */
  renew(): Promise<TokenAnswer>
  /** A session of its own: asks without naming the one we hold. */
  begin(): Promise<TokenAnswer>
}

export function openTokens(deps: TokensDeps): Tokens {
  let held: { answer: TokenAnswer; goodUntilMs: number } | null = null
  let underway: Promise<TokenAnswer> | null = null

  async function ask(sessionId: string | null): Promise<TokenAnswer> {
    const response = await deps.fetch(deps.tokenUrl, {
      method: 'POST',
      // The shop's own cookies say who is signed in. The edge never sees them.
      credentials: 'same-origin',
      cache: 'no-store',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ session_id: sessionId }),
    })
    if (!response.ok) throw new Error(`token route answered ${response.status}`)
    const answer = readAnswer(await response.json())
    // The shopper's clock may be wrong by hours; the shop's own Date says how long the token still lives.
    const served = Date.parse(response.headers.get('Date') ?? '')
    const skew = Number.isNaN(served) ? 0 : served - deps.now()
    held = { answer, goodUntilMs: answer.expires_at * 1_000 - skew - EARLY_MS }
    deps.keep.write(answer.session_id)
    return answer
  }

  /** One ask at a time: ten requests that find the token old share one new one. */
  const once = (sessionId: string | null) => {
    underway ??= ask(sessionId).finally(() => (underway = null))
    return underway
  }
  const heldId = () => held?.answer.session_id ?? deps.keep.read()

  return {
    current: () => (held && held.goodUntilMs > deps.now() ? Promise.resolve(held.answer) : once(heldId())),
    renew: () => once(heldId()),
    async begin() {
      // An ask for the old session that is still under way must not be taken for the new one.
      await underway?.catch(() => undefined)
      return once(null)
    },
  }
}

const ANSWER: TokenAnswer = { token: '', session_id: '', expires_at: 0, signed_in: false }

function readAnswer(value: unknown): TokenAnswer {
  const answer = readLike(ANSWER, value)
  if (!answer.token || !answer.session_id) throw new Error('token route answered nonsense')
  return answer
}
