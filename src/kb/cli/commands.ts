import { DAY_MS } from '../../base/time.ts'
import type { KnowledgeStore } from '../../store/knowledge/open-knowledge-store.ts'
import { crawlNow } from '../crawl/crawl-now.ts'
import type { CrawlAsk, CrawlDeps } from '../crawl/deps.ts'
import { readRobots } from '../crawl/robots.ts'
import { isAllowedHost, isTrap, normalizeUrl } from '../crawl/urls.ts'
import { openExplainedSearch } from '../search/open-search.ts'
import { percent, when, type Screen } from './print.ts'

/** Each command prints for a person and returns the exit code. */
export type CliDeps = { store: KnowledgeStore; crawl: CrawlDeps; screen: Screen; now(): number }

export async function crawl({ crawl: deps, screen, now }: CliDeps, ask: CrawlAsk): Promise<number> {
  const startedAt = now()
  const report = await crawlNow(deps, ask, (each) => screen.bar('crawling', each.fetched, each.found))
  screen.line(`${report.found} pages in ${((now() - startedAt) / 1_000).toFixed(1)} s`)
  const { changed, unchanged, gone, skipped, failed } = report
  screen.line(`  ${changed} changed, ${unchanged} unchanged, ${gone} gone, ${skipped} skipped, ${failed} failed`)
  if (report.note) screen.line(`  ${report.note}`)
  for (const state of ['failed', 'skipped', 'gone'] as const) {
    const rows = await deps.store.runs.listFrontier(report.id, state, 5)
    for (const row of rows) screen.line(`  ${state}: ${row.url} (${row.why ?? '-'})`)
  }
  if (changed > 0) screen.line('Try: npm run kb -- search "how do I return something"')
  return failed > 0 || report.found === 0 ? 1 : 0
}

export async function status({ store, screen }: CliDeps): Promise<number> {
  const [counts, facts, space, runs] = await Promise.all([
    store.pages.countPages(),
    store.lexicon.readFacts(),
    store.spaces.readState(),
    store.runs.listRuns(5),
  ])
  screen.line(
    `${counts.pages} pages, ${counts.chunks} passages, languages: ${facts.languages.join(', ') || 'none yet'}`
  )
  const vectors = space.active ? `${space.active.model}, ${space.active.dimensions} numbers` : 'none, search is lexical'
  screen.line(`vectors: ${vectors}`)
  if (space.building) screen.line(`  moving to ${space.building.model}`)
  if (runs.length === 0) screen.line('No crawl yet. Try: npm run kb -- crawl https://your-shop.example')
  for (const run of runs) {
    screen.line(
      `${when(run.startedAt)}  ${run.done ? 'done   ' : 'running'}  ${run.found} found, ${run.changed} changed, ` +
        `${run.gone} gone, ${run.failed} failed`
    )
  }
  return 0
}

export async function search({ store, screen, now }: CliDeps, text: string): Promise<number> {
  const explain = openExplainedSearch({ ...store, now })
  const ask = { query: text, history: [], topK: 5 }
  const { ranked, answerable, query, mode } = await explain(ask, new AbortController().signal)
  const words = query.terms.map(({ word, correctedTo }) => (correctedTo ? `${word} (read as ${correctedTo})` : word))
  screen.line(`looked for: ${words.join(', ') || 'nothing: only stop words'}`)
  screen.line(`answerable: ${percent(answerable)}   mode: ${mode}`)
  for (const [at, { candidate, score, parts }] of ranked.slice(0, 5).entries()) {
    screen.line()
    screen.line(`${at + 1}. ${[candidate.title, ...candidate.headings].join(' > ')}`)
    screen.line(`   ${candidate.url}${candidate.fragment ? `#${candidate.fragment}` : ''}`)
    const sum = `words ${parts.terms.toFixed(1)} + phrases ${parts.phrases.toFixed(1)}`
    const about = `covers ${percent(parts.coverage)}, ${candidate.kind}, ${candidate.language}`
    screen.line(`   score ${score.toFixed(1)} (${sum}), ${about}`)
    screen.line(`   ${candidate.text.slice(0, 240).split('\n').join('\n   ')}`)
  }
  if (ranked.length === 0) screen.line('Nothing found.')
  return ranked.length === 0 ? 1 : 0
}

/** Every gate a page must pass, in the order it meets them, and the first one that stops it. */
export async function why(deps: CliDeps, href: string): Promise<number> {
  const { store, screen } = deps
  const url = normalizeUrl(href)
  if (!url) return tell(screen, 'That is not an http address.', 1)
  if (await tellHeld(deps, url)) return 0
  const reason = await reasonOf(deps, url)
  if (reason) return tell(screen, `Not indexed: ${reason}.`, 1)
  for (const run of await store.runs.listRuns(5)) {
    const [row] = await store.runs.readFrontier(run.id, [url])
    const detail = row?.why ? ` (${row.why})` : ''
    if (row) return tell(screen, `Not indexed: the crawl of ${when(run.startedAt)} says ${row.state}${detail}.`, 1)
  }
  return tell(screen, 'Not indexed: no crawl has met it. It is in no sitemap, and no page we followed links to it.', 1)
}

async function tellHeld({ store, screen, now }: CliDeps, url: string): Promise<boolean> {
  const [held] = await store.pages.findPages([url])
  if (!held) return false
  const chunks = await store.pages.readChunks(held.url)
  screen.line(`Indexed: ${held.title}`)
  screen.line(`  ${held.kind}, ${held.language}, ${chunks.length} passages, read ${when(held.fetchedAt)}`)
  if (held.url !== url) screen.line(`  kept under its canonical address ${held.url}`)
  if (now() - held.fetchedAt > 7 * DAY_MS) screen.line('  not read for more than a week: is the nightly crawl running?')
  for (const chunk of chunks.slice(0, 12)) {
    screen.line(`  - ${chunk.headings.join(' > ') || '(top)'}: ${chunk.text.slice(0, 90).replace(/\n/g, ' ')}`)
  }
  return true
}

async function reasonOf({ crawl: deps }: CliDeps, url: string): Promise<string | null> {
  const { host, origin } = new URL(url)
  if (!isAllowedHost(new URL(url), deps.policy.allowedHosts)) return `${host} is not an allowed host`
  if (isTrap(url)) return 'its address looks like a cart, a calendar, a filter or a file that is no page'
  const robots = await readRobots(deps, origin, { fresh: false })
  return robots.allows(url) ? null : 'robots.txt forbids it'
}

export async function gaps({ store, screen }: CliDeps): Promise<number> {
  const all = await store.gaps.listGaps(25)
  if (all.length === 0) screen.line('No unanswered questions so far.')
  for (const gap of all) screen.line(`${String(gap.times).padStart(4)}x  ${when(gap.lastAt)}  ${gap.question}`)
  return 0
}

export async function synonyms({ store, screen, now }: CliDeps, [verb, ...words]: string[]): Promise<number> {
  if (verb === 'add' && words.length > 1) await store.synonyms.addGroup(words, now())
  else if (verb === 'remove' && words[0]) await store.synonyms.removeGroup(Number(words[0]))
  else if (verb !== undefined && verb !== 'list')
    return tell(screen, 'Say: kb -- synonyms [list | add A B | remove N]', 2)
  const groups = await store.synonyms.listGroups()
  if (groups.length === 0) screen.line('No synonyms yet. Try: npm run kb -- synonyms add settee sofa couch')
  for (const group of groups) screen.line(`${String(group.id).padStart(4)}  ${group.words.join(' = ')}`)
  return 0
}

function tell(screen: Screen, text: string, code: number): number {
  screen.line(text)
  return code
}
