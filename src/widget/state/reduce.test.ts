import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HistoryBody } from '../../contracts/chat-api.ts'
import type { Frame } from '../../contracts/frames.ts'
import { reduce, type Happening } from './reduce.ts'
import { emptyState, type MessageEntry, type ViewState } from './view-state.ts'

const AT = '2026-11-22T10:00:00.000Z'
const after = (happenings: Happening[], from: ViewState = ready()) => happenings.reduce(reduce, from)
const ready = (change: Partial<ViewState> = {}): ViewState => ({
  ...emptyState(),
  phase: 'ready',
  isOpen: true,
  ...change,
})
const frames = (list: unknown[], first = 1): Happening[] =>
  list.map((frame, index) => ({ on: 'frame', frameNo: first + index, line: JSON.stringify(frame), at: AT }))
const said = (id: string, text = 'hi'): Happening[] => [
  { on: 'said', id, text, at: AT },
  { on: 'taken', id },
]
const message = (state: ViewState, id: string) => state.entries.find((entry) => entry.id === id) as MessageEntry
const start = (messageId: string, replyTo: string): Frame => ({
  type: 'start',
  messageId,
  messageMetadata: { turnId: 't', replyTo },
})
const delta = (text: string): Frame => ({ type: 'text-delta', id: 't', delta: text })
const consent = (state: string) => ({
  type: 'data-consent',
  id: 'c',
  data: { cardId: 'card', title: 'Refund?', facts: [], confirmLabel: 'Yes', declineLabel: 'No', state },
})
const history = (change: Partial<HistoryBody> = {}): HistoryBody => ({
  messages: [],
  mode: 'bot',
  lastEventId: null,
  running: false,
  rated: false,
  ...change,
})
const told = (id: string, change: Partial<HistoryBody['messages'][number]> = {}): HistoryBody['messages'][number] => ({
  id,
  role: 'assistant',
  text: '',
  sources: [],
  parts: [],
  at: AT,
  state: 'done',
  ...change,
})

describe('a turn', () => {
  const turn = [start('a1', 'q1'), { type: 'text-start', id: 't' }, delta('Hel'), delta('lo.'), { type: 'finish' }]

  it('grows the answer and ends it', () => {
    const state = after([...said('q1'), ...frames(turn)])
    expect(message(state, 'a1')).toMatchObject({ text: 'Hello.', state: 'done', role: 'assistant' })
    expect(state).toMatchObject({ isRunning: false, unanswered: [], lastFrame: 5, currentId: null })
  })

  it('is the same however often and from wherever its frames are repeated', () => {
    const all = frames(turn)
    const once = after([...said('q1'), ...all])
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 4 }), { maxLength: 6 }), (resumes) => {
        // Each resume replays from some earlier frame up to where the stream had come to.
        let sent = 0
        const happenings: Happening[] = []
        for (const from of [...resumes, 0]) {
          happenings.push(...all.slice(Math.min(from, sent), sent + 1))
          sent = Math.min(sent + 1, all.length)
        }
        const state = after([...said('q1'), ...happenings, ...all])
        expect(state.entries).toEqual(once.entries)
      })
    )
  })

  it('stands below its own question, also when a second was asked meanwhile', () => {
    const state = after([...said('q1'), ...said('q2'), ...frames([start('a1', 'q1'), delta('x'), { type: 'finish' }])])
    expect(state.entries.map((entry) => entry.id)).toEqual(['q1', 'a1', 'q2'])
    expect(state.unanswered).toEqual(['q2'])
  })

  it('belongs to the oldest question that has none when the server names questions by ids of its own', () => {
    const state = after([...said('q1'), ...said('q2'), ...frames([start('a1', 'm1s'), delta('x'), { type: 'finish' }])])
    expect(state.entries.map((entry) => entry.id)).toEqual(['q1', 'a1', 'q2'])
    expect(after(frames([start('a2', 'm2s')], 4), state).entries.map((entry) => entry.id)).toEqual([
      'q1',
      'a1',
      'q2',
      'a2',
    ])
  })

  it('is written anew when it is begun anew', () => {
    const loaded = {
      on: 'history' as const,
      history: history({ messages: [told('a1', { text: 'Hel', state: 'running' })], running: true }),
    }
    const state = after([loaded, ...frames([start('a1', 'm1s'), delta('Hello'), { type: 'finish' }])])
    expect(state.entries).toMatchObject([{ id: 'a1', text: 'Hello', state: 'done' }])
  })

  it('shows a status until words come', () => {
    const status = { type: 'data-status', data: { step: 'searching', text: 'Searching…' } }
    const looking = after([...said('q1'), ...frames([start('a1', 'q1'), status])])
    expect(looking.status).toBe('Searching…')
    expect(after(frames([delta('x')], 3), looking).status).toBeNull()
  })

  it('begins again after a crash, and says so', () => {
    const restart = { type: 'data-restart', data: { messageId: 'a1', text: 'I had to start again.' } }
    const happenings = frames([start('a1', 'q1'), delta('void'), restart, delta('whole'), { type: 'finish' }])
    expect(message(after(happenings), 'a1')).toMatchObject({ text: 'whole', note: 'I had to start again.' })
  })

  it.each([
    [{ type: 'abort' }, { state: 'stopped', text: 'x' }],
    [
      { type: 'error', errorText: 'Broken.' },
      { state: 'interrupted', note: 'Broken.', text: 'x' },
    ],
    [{ type: 'finish', messageMetadata: { outcome: 'not_known', offerPerson: true } }, { offersPerson: true }],
  ])('ends by %j', (end, expected) => {
    const state = after([...said('q1'), ...frames([start('a1', 'q1'), delta('x'), end])])
    expect(message(state, 'a1')).toMatchObject(expected)
    expect(state.isRunning).toBe(false)
  })

  it('goes on in the middle when the stream is picked up there', () => {
    const loaded = after([
      {
        on: 'history',
        history: history({
          messages: [told('a1', { text: 'Hel', state: 'running' })],
          lastEventId: '7',
          running: true,
        }),
      },
    ])
    const state = after(frames([delta('lo'), { type: 'finish' }], 7 + 1), loaded)
    expect(message(state, 'a1')).toMatchObject({ text: 'Hello', state: 'done' })
    expect(state.entries).toHaveLength(1)
  })
})

describe('frames it does not know', () => {
  it.each([
    ['{"type":"tool-x"}'],
    ['{"type":"data-new","id":"x","data":{}}'],
    ['not json'],
    ['null'],
    ['[]'],
    ['"x"'],
    [''],
  ])('passes over %s and counts it', (line) => {
    const state = reduce(ready(), { on: 'frame', frameNo: 3, line, at: AT })
    expect(state.entries).toEqual([])
    expect(state.lastFrame).toBe(3)
  })

  it('never throws, whatever comes', () => {
    const types = ['start', 'text-delta', 'source-url', 'data-order', 'data-consent', 'data-code', 'data-handoff']
    const more = ['data-actions', 'data-notice', 'data-restart', 'data-status', 'finish', 'error', 'abort']
    const frame = fc.record({ type: fc.constantFrom(...types, ...more), id: fc.anything(), data: fc.anything() })
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 6 }), (list) => {
        const lines = list.map((each) =>
          JSON.stringify(each, (_, value: unknown) => (typeof value === 'bigint' ? 1 : value))
        )
        const state = after(lines.map((line, index) => ({ on: 'frame', frameNo: index + 1, line, at: AT })))
        expect(state.lastFrame).toBe(lines.length === 0 ? null : lines.length)
      })
    )
  })
})

describe('cards', () => {
  it('are replaced where they stand by their newer form', () => {
    const shown = after(frames([start('a1', 'q1'), consent('open'), { type: 'finish' }]))
    const busy = reduce(shown, { on: 'card', cardId: 'card', isBusy: true, problem: null })
    const done = after(frames([consent('done')], 4), busy)
    expect(message(done, 'a1').parts).toMatchObject([{ type: 'data-consent', data: { state: 'done' } }])
    expect(done.entries).toHaveLength(1)
    expect(done.cards).toEqual({})
  })

  it('in a state nobody knows are not shown at all', () => {
    expect(after(frames([start('a1', 'q1'), consent('maybe')])).entries).toMatchObject([{ parts: [] }])
  })

  it('between turns get an entry of their own', () => {
    const state = after(frames([consent('open')]))
    expect(state.entries).toMatchObject([{ role: 'assistant', state: 'done', parts: [{ key: 'card' }] }])
    expect(state.isRunning).toBe(false)
  })
})

describe('people', () => {
  const notice = (kind: string, text: string) => ({ type: 'data-notice', id: `n-${kind}`, data: { kind, text } })

  it('speak as staff, and the dot is lit while the panel is closed', () => {
    const state = after(frames([notice('staff_reply', 'Hello, Eva here.')]), ready({ isOpen: false }))
    expect(state.entries).toMatchObject([{ kind: 'message', role: 'staff', text: 'Hello, Eva here.' }])
    expect(state).toMatchObject({ mode: 'person', hasUnread: true })
    expect(reduce(state, { on: 'shown', isOpen: true }).hasUnread).toBe(false)
  })

  it('give the conversation back', () => {
    const state = after(
      frames([notice('released', 'The assistant is back.')]),
      ready({ mode: 'person', person: 'asked' })
    )
    expect(state).toMatchObject({ mode: 'bot', person: 'no' })
  })

  it('are handed over to by a frame', () => {
    const handoff = {
      type: 'data-handoff',
      id: 'h',
      data: { mode: 'waiting', reason: null, ticketId: 'T', text: 'Soon.' },
    }
    const state = after(frames([start('a1', 'q1'), handoff, { type: 'finish' }]))
    expect(state.mode).toBe('waiting')
    expect(message(state, 'a1').parts).toHaveLength(1)
  })
})

describe('the history', () => {
  it('takes the place of ours and keeps what it has not heard yet', () => {
    const state = after([
      { on: 'said', id: 'q2', text: 'later', at: AT },
      {
        on: 'history',
        history: history({ messages: [told('q1', { role: 'shopper', text: 'hi' })], lastEventId: '4' }),
      },
    ])
    expect(state.entries.map((entry) => entry.id)).toEqual(['q1', 'q2'])
    expect(state.lastFrame).toBe(4)
  })

  it('calls an answer cut off that stands as running in a session that is not', () => {
    const state = after([{ on: 'history', history: history({ messages: [told('a1', { state: 'running' })] }) }])
    expect(message(state, 'a1').state).toBe('interrupted')
  })

  it('is not taken when frames newer than it have come', () => {
    const live = after([...said('q1'), ...frames([start('a1', 'q1'), delta('new')])])
    const state = reduce(live, { on: 'history', history: history({ messages: [], lastEventId: '1', running: true }) })
    expect(message(state, 'a1').text).toBe('new')
  })
})

it('keeps a failed message with its reason, and sends it again under the same id', () => {
  const problem = { kind: 'busy', message: 'A little fast.', retryAtMs: 5 } as const
  const failed = after([
    { on: 'said', id: 'q1', text: 'hi', at: AT },
    { on: 'not_taken', id: 'q1', problem },
  ])
  expect(message(failed, 'q1')).toMatchObject({ state: 'failed', text: 'hi', problem })
  expect(message(reduce(failed, { on: 'sending', id: 'q1' }), 'q1')).toMatchObject({ state: 'sending', problem: null })
})
