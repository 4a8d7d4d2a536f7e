import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import { createRequire } from 'node:module'
import { type AddressInfo, createServer as createSocket } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { TestProject } from 'vitest/node'
import { migrateNeon } from '../../../scripts/store/migrate-neon.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    neonEndpoint: string
  }
}

/** Nobody reads it but this rig: a user, a password and a host that Neon's driver finds well formed. */
export const RIG_URL = 'postgresql://rig:rig@rig.local/postgres'

const FOLDER = join(import.meta.dirname, '../../../rigs/postgres')

type Answer = {
  command: string
  rowCount: number | null
  rows: unknown[][]
  fields: { name: string; dataTypeID: number }[]
}
type Client = {
  connect(): Promise<void>
  end(): Promise<void>
  query(ask: {
    text: string
    values: unknown[]
    rowMode: 'array'
    types: { getTypeParser(): (text: string) => string }
  }): Promise<Answer>
}
type Statement = { query: string; params: unknown[] }

/**
 * Neon's HTTP protocol (`POST /sql`, one statement or a batch in a transaction) in front of a real PostgreSQL: PGlite
 * behind its own socket server, spoken to by `pg`, or the server named by RIG_POSTGRES_URL. On 127.0.0.1, and started
 * by the first question, so that whoever does not ask does not wait. `/migrate` runs what a deployment runs.
 */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  let started: Promise<{ client: Client; close(): Promise<void> }> | null = null
  let line: Promise<unknown> = Promise.resolve()
  const server = createServer((request, response) => {
    if (request.url === '/migrate') {
      const done = migrateNeon(RIG_URL, endpoint)
      return void done.then(
        () => response.end(),
        (error: Error) => response.writeHead(500).end(error.message)
      )
    }
    const answered = line.then(async () => {
      started ??= startPostgres()
      return answer((await started).client, JSON.parse(await textOf(request)) as Statement | { queries: Statement[] })
    })
    // One connection: a transaction must not have another's statement in it.
    line = answered.catch(() => undefined)
    answered.then(
      (body) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      (error: Error) =>
        response
          .writeHead(400, { 'content-type': 'application/json' })
          .end(JSON.stringify(Object.assign({ message: error.message }, error)))
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sql`
  provide('neonEndpoint', endpoint)
  return async () => {
    server.closeAllConnections()
    server.close()
    await (await started)?.close()
  }
}
const RAW = { getTypeParser: () => (text: string) => text }

async function answer(client: Client, ask: Statement | { queries: Statement[] }) {
  const run = async ({ query, params }: Statement) => {
    const { command, rowCount, rows, fields } = await client.query({
      text: query,
      values: params,
      rowMode: 'array',
      types: RAW,
    })
    return {
      command,
      rowCount,
      rows,
      fields: fields.map(({ name, dataTypeID }) => ({ name, dataTypeID })),
      rowAsArray: true,
    }
  }
  if (!('queries' in ask)) return run(ask)
  const plain = (query: string) => run({ query, params: [] })
  await plain('BEGIN')
  try {
    const results = []
    for (const each of ask.queries) results.push(await run(each))
    await plain('COMMIT')
    return { results }
  } catch (error) {
    await plain('ROLLBACK')
    throw error
  }
}

async function startPostgres(): Promise<{ client: Client; close(): Promise<void> }> {
  install()
  const { Client } = (await load('pg')) as { Client: new (ask: object) => Client }
  if (process.env['RIG_POSTGRES_URL']) {
    const client = new Client({ connectionString: process.env['RIG_POSTGRES_URL'] })
    await client.connect()
    return { client, close: () => client.end() }
  }
  type Started = { start(): Promise<void>; stop(): Promise<void> }
  type Lite = { create(): Promise<{ close(): Promise<void> }> }
  const { PGlite } = (await load('@electric-sql/pglite')) as { PGlite: Lite }
  const sockets = (await load('@electric-sql/pglite-socket')) as { PGLiteSocketServer: new (ask: object) => Started }
  const [db, port] = [await PGlite.create(), await freePort()]
  const server = new sockets.PGLiteSocketServer({ db, port, host: '127.0.0.1' })
  await server.start()
  const client = new Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres', ssl: false })
  await client.connect()
  const close = async () => {
    await client.end()
    await server.stop()
    await db.close()
  }
  return { client, close }
}

function install(): void {
  if (existsSync(join(FOLDER, 'node_modules/.package-lock.json'))) return
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: FOLDER, stdio: 'inherit', timeout: 120_000 })
}

const load = (name: string): Promise<unknown> => {
  const path = createRequire(join(FOLDER, 'package.json')).resolve(name)
  return import(pathToFileURL(path).href)
}

async function freePort(): Promise<number> {
  const probe = createSocket()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk as string
  return text
}
