import { lookup } from 'node:dns/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { getPlatformProxy } from 'wrangler'
import * as commands from '../src/kb/cli/commands.ts'
import { openScreen } from '../src/kb/cli/print.ts'
import { CRAWL_DEFAULTS, type CrawlDeps } from '../src/kb/crawl/deps.ts'
import { openKnowledgeStore } from '../src/store/knowledge/open-knowledge-store.ts'

const USAGE = `npm run kb -- COMMAND

  crawl URL [--follow] [--fresh]   read a site's pages into the index
  status                           what is indexed, and the last crawls
  search "QUESTION"                what would be found, and why
  why URL                          why a page is or is not found
  gaps                             questions the pages did not answer
  synonyms [add A B | remove N]    words your shop calls the same

  --env NAME    the database of that environment in wrangler.toml.
                Deployed ones need \`remote = true\` on their binding.
  Without --env: the local database of \`npm run dev\`.
`
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    env: { type: 'string' },
    follow: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

async function main(): Promise<number> {
  const [command, ...rest] = positionals
  const screen = openScreen(process.stdout)
  if (!command || values.help) {
    process.stdout.write(USAGE)
    return command || values.help ? 0 : 2
  }
  const opened = await openDatabase()
  try {
    const store = openKnowledgeStore(opened.db)
    const deps = { store, screen, now: Date.now, crawl: crawlDeps(store, rest[0]) }
    return await run(deps, command, rest)
  } finally {
    await opened.close()
  }
}

async function run(deps: commands.CliDeps, command: string, rest: string[]): Promise<number> {
  const [first] = rest
  switch (command) {
    case 'crawl':
      return first ? commands.crawl(deps, { start: first, follow: values.follow, fresh: values.fresh }) : usage()
    case 'status':
      return commands.status(deps)
    case 'search':
      return first ? commands.search(deps, rest.join(' ')) : usage()
    case 'why':
      return first ? commands.why(deps, first) : usage()
    case 'gaps':
      return commands.gaps(deps)
    case 'synonyms':
      return commands.synonyms(deps, rest)
    default:
      return usage()
  }
}

function usage(): number {
  process.stdout.write(USAGE)
  return 2
}

/** The person who typed an address allows its host; an address on this machine is for the embedded shop. */
function crawlDeps(store: CrawlDeps['store'], url: string | undefined): CrawlDeps {
  const host = url && URL.canParse(url) ? new URL(url) : null
  const isHere = host !== null && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(host.hostname)
  const pace = isHere ? { gapMs: 0, atOnce: 4 } : {}
  return {
    fetch: (request) => fetch(request),
    send: async () => undefined,
    store,
    resolve: async (hostname) => (await lookup(hostname, { all: true })).map((each) => each.address),
    now: Date.now,
    sleep: (ms) => sleep(ms),
    uuid: () => crypto.randomUUID(),
    policy: { ...CRAWL_DEFAULTS, ...pace, allowPrivate: isHere, allowedHosts: host ? [host.host] : [] },
  }
}

/** The database `npm run dev` uses, opened beside it; its tables are made when they are not there yet. */
async function openDatabase(): Promise<{ db: D1Database; close(): Promise<void> }> {
  process.env['WRANGLER_SEND_METRICS'] = 'false'
  process.env['CLOUDFLARE_CF_FETCH_ENABLED'] = 'false'
  const root = join(import.meta.dirname, '..')
  const proxy = await getPlatformProxy<{ DB: D1Database }>(
    values.env
      ? { configPath: join(root, 'wrangler.toml'), environment: values.env }
      : { configPath: join(root, 'src/kb/cli/wrangler.toml'), persist: { path: join(root, '.wrangler/state/v3') } }
  )
  const db = proxy.env.DB
  const isMade = await db.prepare("SELECT 1 AS one FROM sqlite_master WHERE name = 'kb_pages'").first()
  if (!isMade) {
    await proxy.dispose()
    throw new Error(
      'The database has no tables yet. Run `npm run dev` once, or `npx wrangler d1 migrations apply DB --local`.'
    )
  }
  return { db, close: () => proxy.dispose() }
}

main().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
)
