import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the fake says to one request: words at a pace, JSON for a plan, or something broken. */
export type Script = {
  words?: string
  firstMs?: number
  wordMs?: number
  /** Answers a structured request (a plan) with this JSON text. */
  json?: string
  /** Breaks off after this many words, without an ending. */
  cutAfter?: number
  /** Says this many words and then nothing, for ever. */
  stallAfter?: number
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const chunk = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', model: 'fake', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`

/**
 * An OpenAI-compatible server whose words and pace the test sets. It speaks chat/completions as the real ones do:
 * server-sent chunks for a stream, one JSON body for a structured answer.
 */
export async function openPacedModel(first: Script) {
  let script = first
  const asked: { stream: boolean; text: string }[] = []
  const open = new Set<ServerResponse>()
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (part: string) => (body += part))
    request.on('end', () => {
      const { stream = false } = JSON.parse(body) as { stream?: boolean }
      asked.push({ stream, text: body })
      open.add(response)
      response.on('close', () => open.delete(response))
      void (stream ? streamWords(response, script) : answerJson(response, script))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    asked,
    play: (next: Script) => void (script = next),
    async close() {
      for (const response of open) response.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function streamWords(response: ServerResponse, script: Script): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()
  await pause(script.firstMs ?? 0)
  const words = (script.words ?? '').match(/\S+\s*/g) ?? []
  for (const [index, word] of words.entries()) {
    if (index === script.cutAfter) return void response.destroy()
    if (index === script.stallAfter) return
    if (response.destroyed) return
    response.write(chunk({ content: word }))
    await pause(script.wordMs ?? 0)
  }
  response.end(`${chunk({}, 'stop')}data: [DONE]\n\n`)
}

function answerJson(response: ServerResponse, script: Script): void {
  const content = script.json ?? '{}'
  const usage = { prompt_tokens: 10, completion_tokens: 5 }
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content }, finish_reason: 'stop' }], usage }))
}
