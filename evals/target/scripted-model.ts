import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ModelScript } from '../scenario.ts'

export type ScriptedModel = Awaited<ReturnType<typeof openScriptedModel>>

/**
 * An OpenAI-compatible endpoint on loopback that says what the scenario scripted, honest or not. Scenarios run one at a
 * time, so there is one script at a time.
 */
export async function openScriptedModel() {
  let script: ModelScript = {}
  const server = createServer((request, response) => {
    // A shopper who leaves mid-answer closes the socket; that is no failure of ours.
    answer(request, response, () => script).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    play: (next: ModelScript) => void (script = next),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, script: () => ModelScript): Promise<void> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  const body = JSON.parse(text) as { stream?: boolean }
  const { fault, plan, says } = script()
  if (fault === 'hangs') return
  if (fault === 'http_500') return void response.writeHead(500).end('{"error":{"message":"scripted"}}')
  if (body.stream) return stream(response, says ?? '', fault === 'breaks_off')
  if (plan === undefined) return void response.writeHead(500).end('{"error":{"message":"no plan scripted"}}')
  const content = typeof plan === 'string' ? plan : JSON.stringify(plan)
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(
    JSON.stringify({
      id: 'x',
      object: 'chat.completion',
      choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
      usage: USAGE,
    })
  )
}

const USAGE = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 }

function stream(response: ServerResponse, says: string, breaksOff: boolean): void {
  const event = (choice: object, more: object = {}) =>
    response.write(
      `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', choices: [{ index: 0, ...choice }], ...more })}\n\n`
    )
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const words = says.match(/\S+\s*/g) ?? []
  const shown = breaksOff ? words.slice(0, Math.ceil(words.length / 2)) : words
  for (const word of shown) event({ delta: { content: word }, finish_reason: null })
  if (breaksOff) return void response.destroy()
  event({ delta: {}, finish_reason: 'stop' }, { usage: USAGE })
  response.end('data: [DONE]\n\n')
}
