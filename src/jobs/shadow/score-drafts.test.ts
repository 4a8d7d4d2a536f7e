import { expect, it } from 'vitest'
import { DAY_MS } from '../../base/time.ts'
import { pairDrafts, scoreDraft, type DraftScore, type Line } from './score-draft.ts'
import { scoreDrafts, type ShadowRun } from './score-drafts.ts'

it.each<[string, string, DraftScore['verdict'], boolean]>([
  ['It costs €4.95.', 'It costs €4.95.', 'sent_as_it_was', true],
  ['It costs €4.95.', 'it costs  €4.95', 'sent_as_it_was', true],
  ['It costs €4.95 in Ireland.', 'In Ireland it costs €4.95, with An Post.', 'edited', true],
  ['It costs €4.95 in Ireland.', 'It costs €5.95 in Ireland.', 'edited', false],
  ['You have 30 days to return it.', 'You have 30 days, until 2026-11-30, to return it.', 'edited', false],
  ['See https://shop.example/a for that.', 'See https://shop.example/b for that.', 'edited', false],
  ['I don’t know.', 'We open a case with the carrier and write to you.', 'rewritten', false],
  ['', 'Hello.', 'rewritten', false],
])('%j sent as %j was %s, agreeing: %s', (draft, sent, verdict, agrees) => {
  expect(scoreDraft(draft, sent)).toMatchObject({ verdict, agrees })
})

it('names what was dropped and what was lacking', () => {
  const score = scoreDraft('Tracking CE000001042IE, €168.00', 'Tracking CE000001043IE, €168.00')
  expect([score.dropped, score.lacking]).toEqual([['ce000001042ie'], ['ce000001043ie']])
})

let at = 0
const line = (role: string, body: string, turnId = 't1'): Line => ({ role, body, turnId, at: ++at })

it('takes as the answer what was sent before the shopper wrote again', () => {
  const lines = [
    line('shopper', 'where is it?'),
    line('draft', 'Here.'),
    line('staff', 'One moment.'),
    line('staff', 'It is here.'),
    line('shopper', 'and the other?'),
    line('draft', 'No idea.', 't2'),
    line('shopper', 'hello?'),
    line('draft', 'Hello!', 't3'),
    line('staff', 'It is there.'),
    line('shopper', 'thanks'),
    line('draft', 'You are welcome.', 't4'),
  ]
  expect(pairDrafts(lines).map(({ turnId, asked, draft, sent }) => [turnId, asked, draft, sent])).toEqual([
    ['t1', 'where is it?', 'Here.', 'One moment.\nIt is here.'],
    ['t3', 'hello?', 'Hello!', 'It is there.'],
  ])
})

it('keeps a row a version in figures, and no word of what was said', async () => {
  const kept: ShadowRun[] = []
  const talks: Record<string, Line[]> = {
    a: [line('shopper', 'q'), line('draft', 'It costs €4.95.'), line('staff', 'It costs €4.95.')],
    b: [line('shopper', 'q'), line('draft', 'It costs €4.95.'), line('staff', 'It costs €9.95.')],
    c: [line('shopper', 'q'), line('draft', 'Secret words.')],
  }
  const asked: number[] = []
  await scoreDrafts({
    now: () => 30 * DAY_MS,
    listDrafts: async ({ sinceMs }) => {
      asked.push(sinceMs)
      return Object.keys(talks).map((sessionId) => ({ sessionId, turnId: 't1', brainVersion: 'v1', intent: null }))
    },
    readTranscript: async (id) => talks[id]!,
    keepRun: async (run) => void kept.push(run),
  })
  expect(asked).toEqual([23 * DAY_MS])
  expect(kept).toMatchObject([
    { id: 'shadow-v1-1970-01-31', suite: 'shadow', passed: 1, failed: 1, report: { all: { drafts: 2, edited: 1 } } },
  ])
  expect(JSON.stringify(kept)).not.toMatch(/Secret|costs/)
})
