import { lookup } from 'node:dns/promises'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type * as Wrangler from 'wrangler'
import type { CliDeps } from '../../src/kb/cli/cli-deps.ts'
import { gaps, status, synonyms } from '../../src/kb/cli/commands.ts'
import { crawl } from '../../src/kb/cli/crawl-command.ts'
import { openScreen, type Screen } from '../../src/kb/cli/print.ts'
import { search } from '../../src/kb/cli/search-command.ts'
import { why } from '../../src/kb/cli/why-command.ts'
import { CRAWL_DEFAULTS, type CrawlDeps } from '../../src/kb/crawl/deps.ts'
import { openKnowledgeStore } from '../../src/store/knowledge/open-knowledge-store.ts'

const USAGE = `npm run kb -- COMMAND

  crawl URL                      read a site's pages into the index
    --follow                       follow links even where there is a sitemap
    --fresh                        fetch even what says it has not changed
    --page                         only this page; more addresses may follow
  status                         what is indexed, and the last crawls
  search "QUESTION"              what would be found, and the score's parts
  why URL                        why a page is or is not found
  gaps                           questions the pages did not answer
  synonyms [add A B | remove N]  words your shop calls the same

  --env NAME    the deployed database of that environment in wrangler.toml;
                the local one of \`npm run dev\` without it
`
const root = join(import.meta.dirname, '../..')
/** A pause this long is said: a still screen looks like a hanging one. */
const LONG_PAUSE_MS = 3_000

function readArguments() {
  return parseArgs({
    allowPositionals: true,
    options: {
      env: { type: 'string' },
      follow: { type: 'boolean', default: false },
      fresh: { type: 'boolean', default: false },
      page: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
}
type Options = ReturnType<typeof readArguments>['values']

/** What each command needs to be told, so that a forgotten word is answered before a database is opened. */
const NEEDS: Record<string, string | null> = {
  crawl: 'an address: npm run kb -- crawl https://your-shop.example',
  status: null,
  search: 'a question: npm run kb -- search "how do I return something"',
  why: 'an address: npm run kb -- why https://your-shop.example/returns',
  gaps: null,
  synonyms: null,
}

async function main(): Promise<number> {
  const { values, positionals } = readArguments()
  const [command, ...rest] = positionals
  if (!command || values.help) return usage(values.help ? 0 : 2)
  const needs = Object.hasOwn(NEEDS, command) ? NEEDS[command] : undefined
  if (needs === undefined) return complain(`There is no command "${command}".`)
  if (needs && rest.length === 0) return complain(`${command} needs ${needs}`, false)

  const screen = openScreen(process.stdout)
  const opened = await openDatabase(values.env)
  try {
    const store = openKnowledgeStore(opened.db)
    const deps = { store, screen, now: Date.now, crawl: crawlDeps(store, screen, rest[0]) }
    return await run(deps, command, rest, values)
  } finally {
    await opened.close()
  }
}

function run(deps: CliDeps, command: string, rest: string[], values: Options): Promise<number> {
  const [first = ''] = rest
  switch (command) {
    case 'crawl':
      return crawl(deps, {
        start: first,
        follow: values.follow,
        fresh: values.fresh,
        ...(values.page && { urls: rest }),
      })
    case 'search':
      return search(deps, rest.join(' '))
    case 'why':
      return why(deps, first)
    case 'gaps':
      return gaps(deps)
    case 'synonyms':
      return synonyms(deps, rest)
    default:
      return status(deps)
  }
}

function usage(code: number): number {
  process.stdout.write(USAGE)
  return code
}

function complain(text: string, showUsage = true): number {
  process.stderr.write(`${text}\n${showUsage ? `\n${USAGE}` : ''}`)
  return 2
}

/** The person who typed an address allows its host; an address on this machine is for the embedded shop. */
function crawlDeps(store: CrawlDeps['store'], screen: Screen, url: string | undefined): CrawlDeps {
  const host = url && URL.canParse(url) ? new URL(url) : null
  const isHere = host !== null && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(host.hostname)
  const pace = isHere ? { gapMs: 0, atOnce: 4 } : {}
  return {
    fetch: (request) => fetch(request),
    send: async () => undefined,
    store,
    resolve: async (hostname) => (await lookup(hostname, { all: true })).map((each) => each.address),
    now: Date.now,
    sleep: (ms) => {
      if (ms >= LONG_PAUSE_MS) screen.line(`Waiting ${Math.round(ms / 1_000)} s before asking again.`)
      return sleep(ms)
    },
    uuid: () => crypto.randomUUID(),
    policy: { ...CRAWL_DEFAULTS, ...pace, allowPrivate: isHere, allowedHosts: host ? [host.host] : [] },
  }
}

type Opened = { db: D1Database; close(): Promise<void> }

/** The local database `npm run dev` uses, opened beside it, or a deployed one over the network. */
async function openDatabase(environment: string | undefined): Promise<Opened> {
  process.env['WRANGLER_SEND_METRICS'] = 'false'
  process.env['CLOUDFLARE_CF_FETCH_ENABLED'] = 'false'
  // Half of a second of loading, wanted only from here on.
  const wrangler = await import('wrangler')
  const local = {
    configPath: join(root, 'src/kb/cli/wrangler.toml'),
    persist: { path: join(root, '.wrangler/state/v3') },
  }
  const remote = environment ? remoteConfig(wrangler, environment) : null
  const proxy = await wrangler.getPlatformProxy<{ DB: D1Database }>(remote ? { configPath: remote.path } : local)
  const close = async () => {
    await proxy.dispose()
    remote?.remove()
  }
  const db = proxy.env.DB
  const isMade = await db.prepare("SELECT 1 AS one FROM sqlite_master WHERE name = 'kb_pages'").first()
  if (isMade) return { db, close }
  await close()
  throw new Error(
    environment
      ? `The database of ${environment} has no tables yet: npm run db:migrate -- --env ${environment} --remote`
      : 'The database has no tables yet. Run `npm run dev` once.'
  )
}

/** That environment's database and nothing else, reached over the network: the deployed Worker is not started here. */
function remoteConfig(wrangler: typeof Wrangler, environment: string) {
  const config = wrangler.unstable_readConfig(
    { config: join(root, 'wrangler.toml'), env: environment },
    { hideWarnings: true }
  )
  const [database] = config.d1_databases.filter((each: { binding: string }) => each.binding === 'DB')
  if (!config.targetEnvironment || !database) throw new Error(`wrangler.toml has no environment "${environment}".`)
  const folder = mkdtempSync(join(tmpdir(), 'counterhand-kb-'))
  const path = join(folder, 'wrangler.json')
  const { database_id, database_name } = database
  const d1_databases = [{ binding: 'DB', database_id, database_name, remote: true }]
  writeFileSync(
    path,
    JSON.stringify({ name: 'counterhand-kb', compatibility_date: config.compatibility_date, d1_databases })
  )
  return { path, remove: () => rmSync(folder, { recursive: true }) }
}

// `kb -- status | head` hangs up on us when it has read enough: that is no error of ours.
process.stdout.on('error', () => process.exit(0))

main().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = error instanceof TypeError && 'code' in error ? 2 : 1
  }
)
