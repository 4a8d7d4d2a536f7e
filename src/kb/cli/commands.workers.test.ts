import { env } from 'cloudflare:workers'
import { reset, applyD1Migrations, type D1Migration } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { startCrawl } from '../crawl/start-crawl.ts'
import { knowledgeRig, ORIGIN } from '../testing/rig.ts'
import { fakeSite, html, sitemap, type FakePage } from '../testing/site.ts'
import type { CliDeps } from './cli-deps.ts'
import { gaps, status, synonyms } from './commands.ts'
import { crawl } from './crawl-command.ts'
import { clip, openScreen } from './print.ts'
import { search } from './search-command.ts'
import { why } from './why-command.ts'

const { DB: db, TEST_MIGRATIONS } = env as unknown as { DB: D1Database; TEST_MIGRATIONS: D1Migration[] }
beforeEach(async () => {
  await reset()
  await applyD1Migrations(db, TEST_MIGRATIONS)
})

const LONG = 'a page with a title that is a good deal longer than anybody would like it to be on a narrow screen'
const PAGES: Record<string, FakePage | string> = {
  '/returns': html('Returns', '<h2 id="opened">Opened lamps</h2><p>You can return an opened lamp within 30 days.</p>'),
  '/long': html(LONG, `<p>${'Words about the descaling of kettles and nothing else at all. '.repeat(20)}</p>`),
  '/down': { body: 'x', status: 503 },
  '/staff': { body: 'x', status: 403 },
}

/** A terminal of eighty columns, and what was written to it. */
function terminal(pages = PAGES) {
  const site = fakeSite(ORIGIN, {
    '/sitemap.xml': sitemap(ORIGIN, Object.keys(pages)),
    '/robots.txt': 'User-agent: *\nDisallow: /secret',
    '/unlisted': html('Unlisted', '<p>Nobody links here.</p>'),
    ...pages,
  })
  const rig = knowledgeRig(db, site)
  let written = ''
  const screen = openScreen({ isTTY: true, columns: 80, write: (text) => void (written += text) })
  const deps: CliDeps = { store: rig.store, crawl: rig.deps, screen, now: rig.deps.now }
  const said = async (run: (deps: CliDeps) => Promise<number>) => {
    written = ''
    const code = await run(deps)
    const lines = written.split(/[\r\n]/).map((line) => line.replace('\u001b[K', ''))
    expect(lines.filter((line) => line.length > 80)).toEqual([])
    return { code, text: lines.join('\n') }
  }
  return { ...rig, said }
}

describe('crawl', () => {
  it('shows how far it is, what became of the pages and why', async () => {
    const { said } = terminal()
    const { code, text } = await said((deps) => crawl(deps, { start: ORIGIN }))
    expect(code).toBe(1)
    expect(text).toMatch(/pages █+░* \d\/4/)
    expect(text).toContain('4 pages in')
    expect(text).toContain('2 changed, 1 skipped, 1 failed')
    expect(text).toContain(`failed:\n  ${ORIGIN}/down\n    HTTP 503`)
  })

  it('goes on where one was cut off', async () => {
    const { said, deps, store } = terminal({ '/returns': PAGES['/returns']! })
    const { runId } = await startCrawl(deps, { start: ORIGIN })
    const { code, text } = await said((cli) => crawl(cli, { start: ORIGIN }))
    expect([code, (await store.runs.listRuns(5)).map((run) => [run.id, run.done])]).toEqual([0, [[runId, true]]])
    expect(text).toContain('0 of 1 pages were read')
  })

  it.each<[string, string, RegExp]>([
    ['what is no address', 'lamps', /^"lamps" is not an address/],
    ['a site that does not answer', 'https://nowhere.example', /does not answer|private address|host not allowed/],
  ])('says so of %s', async (_, start, expected) => {
    const { code, text } = await terminal().said((deps) => crawl(deps, { start }))
    expect(code).toBeGreaterThan(0)
    expect(text).toMatch(expected)
  })
})

describe('search', () => {
  it('shows the parts of a score that make it', async () => {
    const { said } = terminal()
    await said((deps) => crawl(deps, { start: ORIGIN }))
    const { code, text } = await said((deps) => search(deps, 'return an opened lamp'))
    expect(code).toBe(0)
    expect(text).toContain('1. Returns > Opened lamps')
    const [, score, words, phrases, factor] = /score ([\d.]+) = \(words ([\d.]+) \+ phrases ([\d.]+)\) x ([\d.]+)/
      .exec(text)!
      .map(Number)
    expect((words! + phrases!) * factor!).toBeCloseTo(score!, 0)
    expect((await said((deps) => search(deps, 'kettle descaling'))).text).toMatch(/ …\n/)
  })

  it.each([
    ['stop words', 'the and of', 'Nothing to look for'],
    ['what is nowhere', 'zeppelin', 'Nothing found'],
  ])('of %s says so', async (_, question, expected) => {
    const { code, text } = await terminal().said((deps) => search(deps, question))
    expect([code, text.includes(expected)]).toEqual([1, true])
  })
})

describe('why', () => {
  it.each<[string, number, string]>([
    ['/returns', 0, 'Indexed: Returns'],
    ['/down', 1, 'says failed, HTTP 503'],
    ['/staff', 1, 'says skipped, HTTP 403'],
    ['/secret', 1, 'robots.txt forbids it'],
    ['/nowhere', 1, 'the page itself says HTTP 404'],
    ['/unlisted', 1, 'it is in no sitemap'],
  ])('%s', async (path, code, expected) => {
    const { said } = terminal()
    await said((deps) => crawl(deps, { start: ORIGIN }))
    const found = await said((deps) => why(deps, ORIGIN + path))
    expect(found.code).toBe(code)
    expect(found.text.replace(/\s+/g, ' ')).toContain(expected)
  })
})

it('status, gaps and synonyms fit the screen, empty and full', async () => {
  const { said, store } = terminal()
  expect((await said(status)).text).toContain('No crawl yet')
  expect((await said(gaps)).text).toContain('No unanswered questions')
  expect((await said((deps) => synonyms(deps, []))).text).toContain('No synonyms yet')
  await said((deps) => crawl(deps, { start: ORIGIN }))
  await store.gaps.countGap({ key: 'k', question: LONG, answerable: 0.1, now: 0 })
  expect((await said(status)).text).toMatch(/done +4 +2 +0 +1 +1/)
  expect((await said(gaps)).text).toContain('a page with a title')
  expect((await said((deps) => synonyms(deps, ['add', 'settee', 'sofa']))).text).toContain('settee = sofa')
  expect((await said((deps) => synonyms(deps, ['remove', '9']))).code).toBe(1)
  expect((await said((deps) => synonyms(deps, ['remove', '1']))).text).toContain('No synonyms yet')
  expect((await said((deps) => synonyms(deps, ['add', 'alone']))).code).toBe(2)
})

it('a text is cut at a word', () => {
  expect([clip('one two three', 8), clip('short', 8), clip('x'.repeat(20), 8)]).toEqual([
    'one two …',
    'short',
    'xxxxxxxx …',
  ])
})
