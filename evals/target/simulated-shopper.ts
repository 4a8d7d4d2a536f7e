import type { Scenario } from '../scenario.ts'

export type Said = { role: 'shopper' | 'assistant'; text: string }
/** What the shopper writes next, or null when they have what they came for or give up. */
export type SimulatedShopper = (scenario: Scenario, said: Said[]) => Promise<string | null>

const DONE = '[leaves]'

/** Played by any OpenAI-compatible model. It knows what the scenario says the shopper knows, and nothing else. */
export function openShopper(deps: {
  baseUrl: string
  apiKey: string
  model: string
  fetch: typeof fetch
}): SimulatedShopper {
  return async (scenario, said) => {
    const messages = [
      { role: 'system', content: instructions(scenario) },
      // Roles swap: for this model the shop's assistant is the one who asks.
      ...said.map(({ role, text }) => ({
        role: role === 'shopper' ? 'assistant' : 'user',
        content: text || '(silence)',
      })),
      ...(said.length === 0 ? [{ role: 'user', content: '(the chat is open, write first)' }] : []),
    ]
    const response = await deps.fetch(`${deps.baseUrl.replace(/\/$/, '')}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${deps.apiKey}` },
      body: JSON.stringify({ model: deps.model, messages, max_tokens: 200 }),
      signal: AbortSignal.timeout(30_000),
    })
    if (!response.ok) throw new Error(`the simulated shopper's model answered ${response.status}`)
    const body = (await response.json()) as { choices?: { message?: { content?: string } }[] }
    const text = body.choices?.[0]?.message?.content?.trim() ?? ''
    return text === '' || text.includes(DONE) ? null : text.slice(0, 2_000)
  }
}

function instructions({ shopper, as }: Scenario): string {
  const list = (items: string[] | undefined) => (items && items.length > 0 ? items.join('; ') : 'nothing in particular')
  return `You are a customer in the support chat of a small online shop that sells lamps and kettles. You are ${as === null ? 'not signed in' : `signed in as ${as}`}.
You want: ${shopper?.wants}. You know: ${list(shopper?.knows)}. You do not know, and never invent: ${list(shopper?.doesNotKnow)}.
Write one short message at a time, as people write in chats. Give a fact only when asked for it.
When you have what you want, or it is clear that you will not get it, write only ${DONE}.`
}
