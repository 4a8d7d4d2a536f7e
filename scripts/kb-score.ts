import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createTestHarness } from 'wrangler'
import { historyOf, readJsonLines, readQrels, type Asked, type Doc, type Qrels } from '../src/kb/testing/beir.ts'
import { auroc, mean, ndcgAt, percentile, recallAt, reciprocalAt } from '../src/kb/testing/measures.ts'

/**
 * `npm run kb:score -- --corpus FILE --queries FILE --qrels FILE [--answers-only] [--no-history] [--collections a,b]
 * [--json]`: BEIR files through the product's own chunk, index and search, in workerd, lexical, with no network.
 */
const DOCS_PER_REQUEST = 200
const ASKS_PER_REQUEST = 50
/** Measures are of documents and search gives passages: enough of them that ten documents are among them. */
const PASSAGES = 30

type Answer = { id: string; ms: number; answerable: number; ids: string[] }

const { values } = parseArgs({
  options: {
    corpus: { type: 'string' },
    queries: { type: 'string' },
    qrels: { type: 'string' },
    'answers-only': { type: 'boolean', default: false },
    'no-history': { type: 'boolean', default: false },
    collections: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})

async function main() {
  if (!values.corpus || !values.queries || !values.qrels) {
    console.error('Usage: npm run kb:score -- --corpus FILE --queries FILE --qrels FILE [--answers-only] [--json]')
    process.exitCode = 2
    return
  }
  const docs = readJsonLines<Doc>(readFileSync(values.corpus, 'utf8'))
  const wanted = values.collections?.split(',')
  const queries = readJsonLines<Asked>(readFileSync(values.queries, 'utf8')).filter(
    (asked) => !wanted || wanted.includes(asked.metadata?.collection ?? '')
  )
  const qrels = readQrels(readFileSync(values.qrels, 'utf8'))
  const lab = await openLab()
  try {
    const indexed = await lab.index(docs, values['answers-only'])
    const answers = await lab.search(queries, !values['no-history'])
    print({ documents: docs.length, ...indexed, ...measure(queries, qrels, answers) })
  } finally {
    await lab.close()
  }
}

async function openLab() {
  // Both would reach for the network: this tool promises not to.
  process.env['WRANGLER_SEND_METRICS'] = 'false'
  process.env['CLOUDFLARE_CF_FETCH_ENABLED'] = 'false'
  const configPath = join(import.meta.dirname, '../src/kb/testing/wrangler.toml')
  const server = createTestHarness({ workers: [{ configPath }] })
  const { url } = await server.listen()
  await server.getWorker().applyD1Migrations('DB')
  const post = async <T>(path: string, body: unknown): Promise<T> => {
    const response = await fetch(new URL(path, url), { method: 'POST', body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }
  return {
    async index(docs: Doc[], answersOnly: boolean) {
      const startedAt = performance.now()
      for (const [at, group] of groups(docs, DOCS_PER_REQUEST)) {
        await post('/docs', { docs: group, answersOnly })
        progress('indexing', at + group.length, docs.length)
      }
      const { chunks } = await post<{ chunks: number }>('/ready', {})
      return { chunks, indexSeconds: (performance.now() - startedAt) / 1_000 }
    },
    async search(queries: Asked[], withHistory: boolean): Promise<Answer[]> {
      const answers: Answer[] = []
      for (const [at, group] of groups(queries, ASKS_PER_REQUEST)) {
        const asks = group.map((asked) => ({
          id: asked._id,
          query: asked.text,
          history: withHistory ? historyOf(asked) : [],
        }))
        answers.push(...(await post<{ answers: Answer[] }>('/search', { asks, topK: PASSAGES })).answers)
        progress('searching', at + group.length, queries.length)
      }
      return answers
    },
    close: () => server.close(),
  }
}

function* groups<T>(items: T[], size: number): Generator<[number, T[]]> {
  for (let at = 0; at < items.length; at += size) yield [at, items.slice(at, at + size)]
}

function measure(queries: Asked[], qrels: Qrels, answers: Answer[]) {
  const byId = new Map(answers.map((answer) => [answer.id, answer]))
  const judged = queries.flatMap((asked) => {
    const relevant = qrels.get(asked._id)
    return relevant ? [{ relevant, ids: byId.get(asked._id)!.ids }] : []
  })
  const over = (score: (ids: string[], relevant: ReadonlyMap<string, number>) => number) =>
    mean(judged.map(({ ids, relevant }) => score(ids, relevant)))
  const sure = (kind: string) =>
    queries.flatMap((asked) => (asked.metadata?.answerability === kind ? [byId.get(asked._id)!.answerable] : []))
  const [yes, no] = [sure('ANSWERABLE'), sure('UNANSWERABLE')]
  const times = answers.map((answer) => answer.ms)
  return {
    queries: queries.length,
    judged: judged.length,
    'recall@1': over((ids, relevant) => recallAt(ids, relevant, 1)),
    'recall@5': over((ids, relevant) => recallAt(ids, relevant, 5)),
    'recall@10': over((ids, relevant) => recallAt(ids, relevant, 10)),
    'ndcg@5': over((ids, relevant) => ndcgAt(ids, relevant, 5)),
    'mrr@5': over((ids, relevant) => reciprocalAt(ids, relevant, 5)),
    'hit@1': over((ids, relevant) => (relevant.has(ids[0] ?? '') ? 1 : 0)),
    answerableAuroc: auroc(yes, no),
    answerable: yes.length,
    unanswerable: no.length,
    p50Ms: percentile(times, 0.5),
    p95Ms: percentile(times, 0.95),
  }
}

function print(figures: Record<string, number | null>) {
  if (values.json) return console.log(JSON.stringify(figures, null, 2))
  process.stderr.write('\n')
  for (const [name, figure] of Object.entries(figures)) {
    const text = figure === null ? '–' : Number.isInteger(figure) ? String(figure) : figure.toFixed(3)
    console.log(`${name.padEnd(18)} ${text.padStart(10)}`)
  }
}

/** On a terminal only: a pipe gets figures and nothing else. */
function progress(doing: string, done: number, all: number) {
  if (!process.stderr.isTTY || values.json) return
  const filled = Math.round((done / all) * 30)
  process.stderr.write(`\r${doing.padEnd(10)} ${'█'.repeat(filled)}${'░'.repeat(30 - filled)} ${done}/${all}   `)
}

await main()
