import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/**
 * A page as last read. `url` is the canonical address and what answers cite; `source_url` is what we fetch, which is
 * another one when the page names a canonical. The full-text table `kb_fts` is made by a custom migration.
 */
export const kbPages = sqliteTable(
  'kb_pages',
  {
    url: text('url').primaryKey(),
    sourceUrl: text('source_url').notNull(),
    title: text('title').notNull(),
    kind: text('kind', { enum: ['policy', 'faq', 'howto', 'product', 'post', 'page'] }).notNull(),
    language: text('language').notNull(),
    updatedAt: text('updated_at'),
    etag: text('etag'),
    lastModified: text('last_modified'),
    /** The sitemap's lastmod when we last read the page: the same again means no fetch is needed. */
    listedAt: text('listed_at'),
    contentHash: text('content_hash').notNull(),
    fetchedAt: integer('fetched_at').notNull(),
  },
  (table) => [uniqueIndex('kb_pages_by_source').on(table.sourceUrl)]
)

/** A cut of a page. `key` is a hash of title, heading path and text, so an unchanged cut keeps its row and vector. */
export const kbChunks = sqliteTable(
  'kb_chunks',
  {
    id: integer('id').primaryKey(),
    pageUrl: text('page_url').notNull(),
    key: text('key').notNull(),
    ordinal: integer('ordinal').notNull(),
    headings: text('headings', { mode: 'json' }).$type<string[]>().notNull(),
    fragment: text('fragment').notNull(),
    body: text('body').notNull(),
    /** Length of the body in index terms, for length normalisation. */
    terms: integer('terms').notNull(),
  },
  (table) => [uniqueIndex('kb_chunks_by_page').on(table.pageUrl, table.key), index('kb_chunks_by_key').on(table.key)]
)

/** How many chunks hold each term. Refreshed from the full-text index when a run ends. */
export const kbTerms = sqliteTable(
  'kb_terms',
  { id: integer('id').primaryKey(), term: text('term').notNull(), chunks: integer('chunks').notNull() },
  (table) => [uniqueIndex('kb_terms_by_term').on(table.term), index('kb_terms_by_chunks').on(table.chunks)]
)

/** Single facts about the index, such as `lexicon` and `space`: JSON by name. */
export const kbState = sqliteTable('kb_state', {
  name: text('name').primaryKey(),
  value: text('value', { mode: 'json' }).notNull(),
})

export const kbRuns = sqliteTable(
  'kb_runs',
  {
    id: text('id').primaryKey(),
    /** What was asked for: start URL, explicit URLs, follow links or not. */
    ask: text('ask', { mode: 'json' }).notNull(),
    startedAt: integer('started_at').notNull(),
    finishedAt: integer('finished_at'),
    /** Why it found nothing or ended early, in our words. */
    note: text('note'),
  },
  (table) => [index('kb_runs_by_start').on(table.startedAt)]
)

/** The crawl's memory: one row per page of a run. A queue message is only a knock to look here. */
export const kbFrontier = sqliteTable(
  'kb_frontier',
  {
    runId: text('run_id').notNull(),
    url: text('url').notNull(),
    state: text('state', {
      enum: ['queued', 'changed', 'unchanged', 'gone', 'skipped', 'failed'],
    }).notNull(),
    why: text('why'),
    depth: integer('depth').notNull(),
    listedAt: text('listed_at'),
    attempts: integer('attempts').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.url] }),
    index('kb_frontier_by_state').on(table.runId, table.state),
  ]
)

/** When each host may be asked again (ms), and what its robots.txt said. */
export const kbHosts = sqliteTable('kb_hosts', {
  host: text('host').primaryKey(),
  robots: text('robots').notNull(),
  robotsReadAt: integer('robots_read_at').notNull(),
  nextAt: integer('next_at').notNull(),
})

/** Words the shop calls the same thing, one group a row. Edited by staff. */
export const kbSynonyms = sqliteTable('kb_synonyms', {
  id: integer('id').primaryKey(),
  words: text('words', { mode: 'json' }).$type<string[]>().notNull(),
  updatedAt: integer('updated_at').notNull(),
})

/** Questions the pages did not answer, scrubbed and grouped by their terms. */
export const kbGaps = sqliteTable(
  'kb_gaps',
  {
    key: text('key').primaryKey(),
    question: text('question').notNull(),
    times: integer('times').notNull(),
    answerable: integer('answerable_percent').notNull(),
    firstAt: integer('first_at').notNull(),
    lastAt: integer('last_at').notNull(),
  },
  (table) => [index('kb_gaps_by_times').on(table.times)]
)

/** Which chunks have a vector in which space. A space is one model at one dimension. */
export const kbVectors = sqliteTable(
  'kb_vectors',
  { space: text('space').notNull(), key: text('key').notNull() },
  (table) => [primaryKey({ columns: [table.space, table.key] })]
)
