import { createServer, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'

/**
 * An OpenAI-compatible server that says the same words at a fixed pace: `firstMs` before the first token, `tokenMs`
 * between tokens. Runs in a thread of its own, so that its work is not the measuring client's.
 */
export type Pace = { firstMs: number; tokenMs: number; tokens: number }

const WORDS =
  'You may send a lamp back when it is clean and complete with its bulb and cord and shade as it was . '.split(' ')
const chunk = (content: string) =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', model: 'fake', choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`
const END = `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', model: 'fake', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], usage: { prompt_tokens: 900, completion_tokens: 40 } })}\n\ndata: [DONE]\n\n`

if (parentPort) {
  let pace = workerData as Pace
  parentPort.on('message', (next: Pace) => (pace = next))
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => void answer(response, pace))
  })
  server.listen(0, '127.0.0.1', () => parentPort!.postMessage((server.address() as { port: number }).port))
}

async function answer(response: ServerResponse, { firstMs, tokenMs, tokens }: Pace): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.flushHeaders()
  await sleep(firstMs)
  for (let index = 0; index < tokens; index++) {
    response.write(chunk(`${WORDS[index % WORDS.length]} `))
    if (tokenMs > 0) await sleep(tokenMs)
  }
  response.end(END)
}
