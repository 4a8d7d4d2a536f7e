import { parseArgs } from 'node:util'

/**
 * `npm run jobs -- dead list | show <id> | redrive <id>… | redrive --all`: what the queue gave up on. Without `--url` it asks
 * the Worker of `npm run dev`; elsewhere give its origin, and a staff token in COUNTERHAND_STAFF_TOKEN.
 */
const USE = `Use: npm run jobs -- dead list [--redriven]
     npm run jobs -- dead show <id>
     npm run jobs -- dead redrive <id>… | --all
     with --url <origin> and COUNTERHAND_STAFF_TOKEN for a deployed Worker`

type Line = { id: string; kind: string; times: number; parked_at: string; redriven_at: string | null }

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string', default: 'http://localhost:8787' },
    all: { type: 'boolean', default: false },
    redriven: { type: 'boolean', default: false },
  },
})
const [area, verb, ...ids] = positionals

async function tokenOf(origin: string): Promise<string> {
  const given = process.env.COUNTERHAND_STAFF_TOKEN
  if (given) return given
  const answer = await fetch(`${origin}/demo/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"as":"staff"}',
  })
  if (!answer.ok) throw new Error('Set COUNTERHAND_STAFF_TOKEN: only the embedded shop gives one away.')
  return ((await answer.json()) as { token: string }).token
}

async function ask<T>(path: string, method = 'GET'): Promise<T> {
  const headers = { authorization: `Bearer ${await tokenOf(values.url)}` }
  const answer = await fetch(`${values.url}/ops/dead${path}`, { method, headers })
  const body = (await answer.json()) as T & { message?: string }
  if (!answer.ok) throw new Error(`${answer.status}: ${body.message ?? 'refused'}`)
  return body
}

const list = async () => (await ask<{ letters: Line[] }>(values.redriven ? '?state=redriven' : '')).letters

async function run(): Promise<number> {
  if (area === 'dead' && (verb === undefined || verb === 'list')) {
    const letters = await list()
    for (const { id, kind, times, parked_at } of letters)
      console.log(`${id}  ${kind.padEnd(20)} ${times}x  ${parked_at}`)
    console.log(letters.length === 0 ? 'Nothing is parked.' : `${letters.length} in all.`)
    return 0
  }
  if (area === 'dead' && verb === 'show' && ids[0]) {
    console.log(JSON.stringify(await ask(`/${ids[0]}`), null, 2))
    return 0
  }
  if (area === 'dead' && verb === 'redrive' && (values.all || ids.length > 0)) {
    const chosen = values.all ? (await list()).map((each) => each.id) : ids
    for (const id of chosen) {
      const { kind } = await ask<{ kind: string }>(`/${id}/redrive`, 'POST')
      console.log(`${id}  ${kind} is in the queue again`)
    }
    console.log(`${chosen.length} driven again.`)
    return 0
  }
  console.error(USE)
  return 2
}

try {
  process.exit(await run())
} catch (error) {
  console.error(
    error instanceof TypeError ? `Nobody answers at ${values.url}. Is it running?` : (error as Error).message
  )
  process.exit(1)
}
