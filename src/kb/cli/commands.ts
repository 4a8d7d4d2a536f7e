import { tell, type CliDeps } from './cli-deps.ts'
import { when } from './print.ts'

export async function status({ store, screen }: CliDeps): Promise<number> {
  const [counts, facts, space, runs] = await Promise.all([
    store.pages.countPages(),
    store.lexicon.readFacts(),
    store.spaces.readState(),
    store.runs.listRuns(5),
  ])
  screen.line(`pages       ${counts.pages}, in ${counts.chunks} passages`)
  screen.line(`languages   ${facts.languages.join(', ') || 'none yet'}`)
  const vectors = space.active ? `${space.active.model}, ${space.active.dimensions} numbers` : 'none: search is lexical'
  screen.line(`vectors     ${vectors}`)
  if (space.building) screen.line(`            moving to ${space.building.model}, ${space.building.dimensions} numbers`)
  if (runs.length === 0) return tell(screen, '\nNo crawl yet. Try: npm run kb -- crawl https://your-shop.example', 0)
  screen.line('\ncrawl begun        state      pages  changed  gone  skipped  failed')
  for (const run of runs) {
    const cell = (value: number, width: number) => String(value).padStart(width)
    const counted = [
      cell(run.found, 7),
      cell(run.changed, 9),
      cell(run.gone, 6),
      cell(run.skipped, 9),
      cell(run.failed, 8),
    ]
    screen.line(`${when(run.startedAt)}   ${run.done ? 'done   ' : 'running'} ${counted.join('')}`)
  }
  return 0
}

export async function gaps({ store, screen }: CliDeps): Promise<number> {
  const all = await store.gaps.listGaps(25)
  if (all.length === 0) return tell(screen, 'No unanswered questions so far.', 0)
  screen.line('times  last asked         question')
  for (const gap of all) screen.line(`${String(gap.times).padStart(5)}  ${when(gap.lastAt)}   ${gap.question}`)
  return 0
}

const SYNONYMS_USAGE = 'Say: npm run kb -- synonyms [list | add WORD WORD … | remove NUMBER]'

/** Words a shop calls the same. A change is searched with within a minute. */
export async function synonyms({ store, screen, now }: CliDeps, [verb = 'list', ...words]: string[]): Promise<number> {
  if (verb === 'add' && words.length > 1) await store.synonyms.addGroup(words, now())
  else if (verb === 'remove' && words.length === 1) {
    const known = (await store.synonyms.listGroups()).some((group) => String(group.id) === words[0])
    if (!known) return tell(screen, `There is no group ${words[0]}.`, 1)
    await store.synonyms.removeGroup(Number(words[0]))
  } else if (verb !== 'list') return tell(screen, SYNONYMS_USAGE, 2)
  const groups = await store.synonyms.listGroups()
  if (groups.length === 0) screen.line('No synonyms yet. Try: npm run kb -- synonyms add settee sofa couch')
  for (const group of groups) screen.line(`${String(group.id).padStart(4)}  ${group.words.join(' = ')}`)
  return 0
}
