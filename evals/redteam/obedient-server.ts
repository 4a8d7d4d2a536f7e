import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ModelAsk } from '../../src/contracts/model.ts'
import { obedientModel, type Obeying } from './obedient-model.ts'

const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
const close = (server: Server) => {
  server.closeAllConnections()
  return new Promise<void>((resolve) => server.close(() => resolve()))
}

/** The obedient model behind an OpenAI-compatible endpoint on loopback. */
export async function openObedientServer() {
  // Turns go one at a time, so there is one thing to obey at a time.
  let obeying: Obeying = { attack: '', mode: 'echo', no: 0 }
  let asked = 0
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (part: string) => (body += part))
    request.on('end', () => {
      asked++
      const { messages, stream } = JSON.parse(body) as Pick<ModelAsk, 'messages'> & { stream?: boolean }
      void answer(response, { messages, maxTokens: 1, temperature: 0 }, stream === true, obeying)
    })
  })
  const origin = await listen(server)
  return {
    baseUrl: `${origin}/v1`,
    obey: (next: Obeying) => void (obeying = next),
    asked: () => asked,
    close: () => close(server),
  }
}

type Out = {
  writeHead(status: number, headers: Record<string, string>): unknown
  write(text: string): unknown
  end(text?: string): unknown
}
async function answer(response: Out, ask: ModelAsk, stream: boolean, obeying: Obeying): Promise<void> {
  const model = obedientModel(obeying)
  const { signal } = new AbortController()
  if (!stream) {
    const { value } = await model.generateJson({ ...ask, name: 'plan', jsonSchema: {} }, signal)
    const message = { role: 'assistant', content: JSON.stringify(value) }
    response.writeHead(200, { 'content-type': 'application/json' })
    return void response.end(JSON.stringify({ choices: [{ message, finish_reason: 'stop' }] }))
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for await (const delta of model.stream(ask, signal)) {
    const choice = delta.kind === 'text' ? { delta: { content: delta.text } } : { delta: {}, finish_reason: 'stop' }
    response.write(`data: ${JSON.stringify({ choices: [choice] })}\n\n`)
  }
  response.end('data: [DONE]\n\n')
}

/** Takes whatever is sent to it: spans, as an OTLP collector would. */
export async function openSink() {
  const bodies: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (part: string) => (body += part))
    request.on('end', () => {
      bodies.push(body)
      response.end('{}')
    })
  })
  return { url: await listen(server), bodies, close: () => close(server) }
}
