import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

export type Got = { method: string; path: string; headers: Record<string, string>; body: string }

/** Where tickets and notices go in a test: GitHub's issues, Slack's webhook and the shop's own, on this machine. */
export async function openVendorSinks() {
  const got: Got[] = []
  const answerTo = async (request: IncomingMessage, response: ServerResponse) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const [method, path] = [request.method ?? '', request.url ?? '']
    got.push({ method, path, headers: request.headers as Record<string, string>, body })
    const isNewIssue = method === 'POST' && path.includes('/issues')
    const issues = got.filter((each) => each.method === 'POST' && each.path.includes('/issues'))
    const asIssue = (text: string, number: number) => ({
      number,
      html_url: `https://git.example/issues/${number}`,
      body: (JSON.parse(text) as { body: string }).body,
    })
    const answer = isNewIssue
      ? asIssue(body, issues.length)
      : issues.map((each, index) => asIssue(each.body, index + 1))
    response.writeHead(isNewIssue ? 201 : 200, { 'content-type': 'application/json' })
    response.end(path.includes('/issues') ? JSON.stringify(answer) : '')
  }
  const server = createServer((request, response) => void answerTo(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const to = (path: string) => got.filter((each) => each.method === 'POST' && each.path.startsWith(path))
  return { origin, got, to, close: () => new Promise((done) => server.close(done)) }
}
