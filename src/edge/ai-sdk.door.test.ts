import { DefaultChatTransport, readUIMessageStream, type UIMessage, type UIMessageChunk } from 'ai'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDoor, type Door } from './testing/open-door.ts'

let door: Door
beforeAll(async () => {
  door = await openDoor()
})
afterAll(() => door.close())

const userSays = (text: string): UIMessage => ({
  id: crypto.randomUUID(),
  role: 'user',
  parts: [{ type: 'text', text }],
})

async function lastMessage(stream: ReadableStream<UIMessageChunk>): Promise<UIMessage> {
  let last: UIMessage | null = null
  for await (const message of readUIMessageStream({ stream })) last = message
  return last!
}
const textOf = (message: UIMessage) => message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('')

it('holds a conversation with an unchanged AI SDK client', async () => {
  const visit = await door.visitAs('ada')
  const transport = new DefaultChatTransport({
    api: `${door.origin}/chat/send`,
    headers: { authorization: `Bearer ${visit.token}` },
  })
  const messages: UIMessage[] = []
  const say = async (text: string) => {
    messages.push(userSays(text))
    const stream = await transport.sendMessages({
      chatId: visit.sessionId,
      messages,
      trigger: 'submit-message',
      messageId: undefined,
      abortSignal: undefined,
    })
    const answer = await lastMessage(stream)
    messages.push(answer)
    return answer
  }

  const order = await say('Where is order 1042?')
  expect(textOf(order)).toContain('168.00')
  expect(order.parts).toContainEqual(
    expect.objectContaining({ type: 'data-order', data: expect.objectContaining({ number: '1042' }) })
  )
  const policy = await say('Can I return a lamp I opened?')
  expect(textOf(policy)).toMatch(/30 days/)
  expect(policy.parts).toContainEqual(
    expect.objectContaining({ type: 'source-url', url: expect.stringMatching(/returns/) })
  )
  expect(policy.id).not.toBe(order.id)
})
