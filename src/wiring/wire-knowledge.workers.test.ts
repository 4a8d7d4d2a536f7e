import { env } from 'cloudflare:workers'
import { applyD1Migrations, evictDurableObject, reset, type D1Migration } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { readSettings, type WorkerEnv } from '../env.ts'
import { CONSTRUCTED_PAGES, CONSTRUCTED_QUESTIONS } from '../kb/testing/constructed-set.ts'
import type { FakeVectorize } from '../kb/testing/fake-bindings.ts'
import { ORIGIN } from '../kb/testing/rig.ts'
import { fakeSite, html, sitemap } from '../kb/testing/site.ts'
import { openSeeing, type Seeing } from '../observability/open-seeing.ts'
import { openKnowledgeStore } from '../store/knowledge/open-knowledge-store.ts'
import { chance, clock } from './platform.ts'
import { wireKnowledge } from './wire-knowledge.ts'
import { wireVectors } from './wire-vectors.ts'

type Given = WorkerEnv & { TEST_MIGRATIONS: D1Migration[]; FAKE_AI: Ai; FAKE_VECTORIZE: Service<FakeVectorize> }
const given = env as unknown as Given
const store = openKnowledgeStore(given.DB)
beforeEach(async () => {
  await reset()
  await applyD1Migrations(given.DB, given.TEST_MIGRATIONS)
  await given.FAKE_VECTORIZE.clear()
})

const MODEL = { EMBEDDINGS_MODEL: '@cf/fake/one', EMBEDDINGS_DIMENSIONS: '64' }
const signal = new AbortController().signal

/** Faults are what these tests look for; nothing here is traced. */
const seeingOf = (failures: unknown[]): Seeing => ({
  ...openSeeing({
    now: clock,
    chance,
    write: () => undefined,
    idKey: 'a-key-of-16-characters',
    sampleRate: 0,
    spans: null,
    native: null,
    faults: null,
    sleep: async () => undefined,
  }),
  reportFault: (error) => void failures.push(error),
})

/** A Worker as deployed with these bindings and vars: built anew, as after every deploy. */
function deploy(change: { ai?: boolean; vectorize?: boolean; vars?: Record<string, string>; dns?: string } = {}) {
  const bindings: Record<string, unknown> = { ...given, SHOP_URL: ORIGIN, ...MODEL, ...change.vars }
  if (change.ai ?? true) bindings['AI'] = given.FAKE_AI
  if (change.vectorize) bindings['VECTORIZE_64'] = given.FAKE_VECTORIZE
  const worker = bindings as unknown as WorkerEnv
  const settings = readSettings(worker)
  const failures: unknown[] = []
  const pages = Object.entries(CONSTRUCTED_PAGES)
  const site = fakeSite(ORIGIN, {
    '/sitemap.xml': sitemap(ORIGIN, Object.keys(CONSTRUCTED_PAGES)),
    ...Object.fromEntries(pages.map(([path, { title, text }]) => [path, html(title, `<p>${text}</p>`)])),
  })
  const knowledge = wireKnowledge(worker, settings, {
    store,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      if (new URL(request.url).hostname !== 'cloudflare-dns.com') return site.fetch(request)
      return Response.json({ Status: 0, Answer: [{ type: 1, data: change.dns }] })
    },
    seeing: seeingOf(failures),
  })
  const first = async (query: string) =>
    (await knowledge.search({ query, topK: 5, history: [] }, signal)).passages[0]?.title
  const dense = async (query: string) => {
    const near = await wireVectors(worker, settings, { store, failed: () => undefined })!.dense(query, 5, signal)
    return (await store.index.readByKeys([near![0]!.key]))[0]?.title
  }
  return { ...knowledge, first, dense, failures, site, crawl: () => knowledge.crawlNow(() => undefined) }
}

async function hits(find: (query: string) => Promise<string | undefined>): Promise<number> {
  let found = 0
  for (const { asked, answer } of CONSTRUCTED_QUESTIONS) if ((await find(asked)) === answer) found++
  return found
}

describe.each([
  ['Vectorize', { vectorize: true }],
  ['an object', { vectorize: false }],
])('with Workers AI and %s', (_, bound) => {
  it('words and vectors together find what each alone misses', async () => {
    await deploy(bound).crawl()
    const worker = deploy(bound)
    expect(await worker.mode()).toBe('hybrid')
    const [lexical, dense, hybrid] = [
      await hits(deploy({ ai: false }).first),
      await hits(worker.dense),
      await hits(worker.first),
    ]
    expect({ lexical, hybrid }).toEqual({ lexical: 4, hybrid: 8 })
    // Four are found by meaning; a code among equals may be found by luck.
    expect(dense).toBeLessThan(6)
    expect(worker.failures).toEqual([])
  })

  it('another model is embedded beside the old one, which answers until the last vector is there', async () => {
    await deploy(bound).crawl()
    const before = (await store.spaces.readState()).active!
    const next = { ...bound, vars: { EMBEDDINGS_MODEL: '@cf/fake/two' } }
    // As far as a turn that ran out of time: the new space is begun and not complete.
    await store.spaces.saveState({
      active: before,
      building: { ...before, name: 'sbegun', model: '@cf/fake/two' },
    })
    expect(await deploy(next).mode()).toBe('hybrid: moving to another model')
    expect(await deploy(next).first('may the couch be laundered')).toBe('Linen range')

    expect(await deploy(next).syncVectors()).toMatchObject({ embedded: 8, isComplete: true, switched: true })
    const after = await store.spaces.readState()
    expect(after).toMatchObject({ active: { model: '@cf/fake/two' }, building: null })
    expect(await deploy(next).first('may the couch be laundered')).toBe('Linen range')
    expect(await store.spaces.listEmbedded(before.name, 10)).toEqual([])
    expect(await given.FAKE_VECTORIZE.namespaces()).toEqual(bound.vectorize ? { [after.active!.name]: 8 } : {})
  })
})

describe('vectors', () => {
  it('are kept by the object when it was evicted', async () => {
    await deploy().crawl()
    const { active } = await store.spaces.readState()
    await evictDurableObject(given.VECTORS.getByName(active!.name))
    expect(await deploy().first('may the couch be laundered')).toBe('Linen range')
  })

  it('are made only for what is new and dropped with their page; looking again costs nothing', async () => {
    const worker = deploy({ vectorize: true })
    await worker.crawl()
    expect(await worker.syncVectors()).toMatchObject({ embedded: 0, isComplete: true })
    worker.site.pages['/e14'] = html('Fault E14', '<p>E14 now means something else entirely.</p>')
    delete worker.site.pages['/e17']
    worker.site.pages['/sitemap.xml'] = sitemap(ORIGIN, ['/e14'])
    await worker.crawl()
    const { active } = await store.spaces.readState()
    expect(await given.FAKE_VECTORIZE.namespaces()).toEqual({ [active!.name]: 7 })
  })

  it('that cannot be made leave search to the words, and say so', async () => {
    const worker = deploy({ vars: { EMBEDDINGS_MODEL: '@cf/fake/down' } })
    expect(await worker.crawl()).toMatchObject({ changed: 8, done: true })
    expect(worker.failures).toHaveLength(1)
    expect(await worker.mode()).toBe('lexical: vectors are being made')
    expect(await worker.first('E14')).toBe('Fault E14')
  })

  it('of a model that fails later leave search to the words', async () => {
    await deploy().crawl()
    const state = await store.spaces.readState()
    await store.spaces.saveState({ ...state, active: { ...state.active!, name: 'sother', model: '@cf/fake/down' } })
    const worker = deploy()
    expect(await worker.search({ query: 'E14', topK: 1, history: [] }, signal)).toMatchObject({ mode: 'lexical' })
    expect(worker.failures).toHaveLength(1)
  })

  it('are not made where there is no embedder or it is switched off', async () => {
    for (const change of [{ ai: false }, { vars: { EMBEDDINGS: 'off' } }]) {
      const worker = deploy(change)
      expect(await worker.mode()).toBe('lexical: no embedder')
      expect(await worker.syncVectors()).toBeUndefined()
    }
  })

  it('need their dimensions named with the model', () => {
    const half = () => deploy({ vars: { EMBEDDINGS_DIMENSIONS: '' } })
    expect(half).toThrow('misconfigured')
  })
})

describe('in production', () => {
  const vars = {
    ENVIRONMENT: 'production',
    DEMO: 'off',
    TOKEN_KEYS: `{"k1":"${'s'.repeat(40)}"}`,
    WC_KEY: 'ck',
    WC_SECRET: 'cs',
    WC_WEBHOOK_SECRET: 'w',
    LOG_ID_KEY: 'a-key-of-16-characters',
    DATA_KEYS: `{"d1":"${'d'.repeat(40)}"}`,
  }

  it('a shop whose name leads into the network is not fetched', async () => {
    const inside = deploy({ ai: false, vars, dns: '10.0.0.8' })
    expect(await inside.crawl()).toMatchObject({ changed: 0, done: true })
    expect(inside.site.asked).toEqual([])
  })

  it('one whose name leads outside is', async () => {
    const outside = deploy({ ai: false, vars, dns: '93.184.216.34' })
    await outside.recrawlPages([`${ORIGIN}/e14`, 'http://127.0.0.1/'])
    const [run] = await store.runs.listRuns(1)
    await outside.fetchPages(run!.id, [`${ORIGIN}/e14`, 'http://127.0.0.1/'])
    expect(outside.site.asked).toEqual(['/robots.txt', '/e14'])
  })
})

describe('a cross-encoder on Workers AI', () => {
  it('orders the best few again', async () => {
    await deploy().crawl()
    const [plain, again] = [deploy(), deploy({ vars: { RERANK_MODEL: '@cf/fake/rerank' } })]
    const lengths = async (worker: typeof plain) =>
      (await worker.search({ query: 'shows when the lid or pump', topK: 5, history: [] }, signal)).passages.map(
        (each) => each.text.length
      )
    const sorted = (all: number[]) => [...all].sort((a, b) => b - a)
    expect(await lengths(plain)).not.toEqual(sorted(await lengths(plain)))
    expect(await lengths(again)).toEqual(sorted(await lengths(again)))
  })

  it('that fails changes nothing', async () => {
    await deploy().crawl()
    const worker = deploy({ vars: { RERANK_MODEL: '@cf/fake/down' } })
    expect(await worker.first('E14')).toBe('Fault E14')
    expect(worker.failures).toHaveLength(1)
  })
})
