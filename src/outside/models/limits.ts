/** No answer to a shopper is this long. A provider that sends more is cut off, not followed. */
export const ANSWER_MAX_CHARS = 32_000
/** A whole non-streamed body: a plan, an error page. */
export const BODY_MAX_CHARS = 256_000
/** One SSE event. Real ones are under a kilobyte. */
export const EVENT_MAX_CHARS = 64_000

/** About four characters a token in European languages. Used only when the provider does not count. */
export const estimateTokens = (chars: number): number => Math.ceil(chars / 4)

/** Reads at most `maxChars` of a body and leaves the rest unread. */
export async function readCapped(response: Response, maxChars: number): Promise<{ text: string; cut: boolean }> {
  if (!response.body) return { text: '', cut: false }
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return { text: text + decoder.decode(), cut: false }
    text += decoder.decode(value, { stream: true })
    if (text.length <= maxChars) continue
    await reader.cancel()
    return { text: text.slice(0, maxChars), cut: true }
  }
}
