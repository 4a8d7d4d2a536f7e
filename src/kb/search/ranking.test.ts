import { describe, expect, it } from 'vitest'
import type { Candidate } from '../../store/knowledge/search-index.ts'
import { partsOf } from './lookup/compounds.ts'
import { withoutNearDuplicates } from './near-duplicates.ts'
import { readQuery } from './query.ts'
import { scoreCandidates } from './score.ts'
import { openSmallIndex } from './lookup/small-index.ts'
import { tokensIn } from './tokens.ts'

/** Stems are given as they are: these words have no endings. */
function chunk(id: number, body: string, over: { title?: string; headings?: string } = {}): Candidate {
  const { title = '', headings = '' } = over
  return {
    id,
    key: `k${id}`,
    url: `https://shop.example/${id}`,
    title,
    kind: 'page',
    language: 'en',
    updatedAt: null,
    headings: [],
    fragment: '',
    text: body,
    terms: body.split(' ').length,
    stems: { title, headings, body },
  }
}

const ask = (query: string) => readQuery({ query, history: [] }, { languages: ['en'] }, new Map())

async function ranking(chunks: Candidate[], query: string): Promise<number[]> {
  const { cut, facts } = openSmallIndex(chunks)
  const { candidates, counts } = await cut(ask(query))
  return scoreCandidates(ask(query), { ...facts, counts }, candidates).map(({ candidate }) => candidate.id)
}

describe('ranking', () => {
  it('puts a title before a heading before a mention', async () => {
    const chunks = [chunk(1, 'red lamp'), chunk(2, 'red', { headings: 'lamp' }), chunk(3, 'red', { title: 'lamp' })]
    expect(await ranking(chunks, 'lamp')).toEqual([3, 2, 1])
  })

  it('gives credit to words that stand together, in the order asked', async () => {
    const chunks = [chunk(1, 'gift wrap and card'), chunk(2, 'card for gift wrap'), chunk(3, 'wrap and gift card')]
    expect((await ranking(chunks, 'gift card'))[0]).toBe(3)
  })

  it('prefers the rare word to the common one', async () => {
    const chunks = [...Array.from({ length: 9 }, (_, at) => chunk(at, 'lamp oak')), chunk(10, 'lamp'), chunk(11, 'elm')]
    expect((await ranking(chunks, 'elm lamp'))[0]).toBe(11)
  })
})

describe('the small index', () => {
  it('counts chunks, not mentions, and offers likely spellings', async () => {
    const index = openSmallIndex([chunk(1, 'kettl kettl', { title: 'kettl' }), chunk(2, 'kettl lamp'), chunk(3, 'x9')])
    const { counts, candidates } = await index.cut(ask('kettl sofa'))
    expect([...counts]).toEqual([['kettl', 2]])
    expect(candidates.map((each) => each.id)).toEqual([1, 2])
    expect(await index.similarTerms('ketl')).toEqual([{ term: 'kettl', chunks: 2 }])
    expect(index.facts).toMatchObject({ chunks: 3, languages: ['en'] })
    const swapped = openSmallIndex([chunk(1, 'descal kettl')])
    expect(await swapped.similarTerms('decsal')).toEqual([{ term: 'descal', chunks: 1 }])
    expect(ask('already kettl please').terms.map((term) => term.word)).toEqual(['kettl'])
  })

  it('is empty without failing', async () => {
    const index = openSmallIndex([])
    expect(await index.cut(ask('lamp'))).toMatchObject({ candidates: [] })
    expect(index.facts).toMatchObject({ chunks: 0, averageTerms: 100, languages: [] })
  })
})

describe('compounds', () => {
  it.each([
    ['ruckgabefrist', 'ruckgab,frist,gabe,rist', ['ruckgab', 'frist']],
    ['lieferungszeit', 'lieferung,liefer,zeit', ['lieferung', 'zeit']],
    ['lieferungszeit', 'lieferung,paket', null],
    ['aeroplan', 'plan,aer', null],
    ['versand', 'versand', null],
  ])('takes %s among %s for %j', (stem, known, parts) => {
    expect(partsOf(stem, known.split(','))).toEqual(parts)
  })
})

describe('near-duplicates', () => {
  const kept = (...texts: string[]) => withoutNearDuplicates(texts, tokensIn, 10)

  it('drops what says nothing new and keeps what says more', () => {
    const short = 'we send to all of europe in two days'
    const long = `${short} and to the isles in nine days if the sea lets us`
    expect(kept(long, short)).toEqual([long])
    expect(kept(short, long)).toEqual([short, long])
    expect(kept(short, short)).toEqual([short])
  })
})
