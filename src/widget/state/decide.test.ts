import { describe, expect, it } from 'vitest'
import { decideFollowing, mayAskAfterClose, mayAskRating } from './decide.ts'
import { readPart } from './read-part.ts'
import { emptyState, type MessageEntry, type ViewState } from './view-state.ts'

const entry = (change: Partial<MessageEntry> = {}): MessageEntry => ({
  kind: 'message',
  id: 'a1',
  role: 'assistant',
  text: 'x',
  sources: [],
  parts: [],
  at: '',
  state: 'done',
  note: null,
  problem: null,
  offersPerson: false,
  ...change,
})
const view = (change: Partial<ViewState> = {}): ViewState => ({
  ...emptyState(),
  phase: 'ready',
  isOpen: true,
  ...change,
})
const card = readPart('data-consent', { cardId: 'c', state: 'open' })!
const asked = entry({ id: 'q', role: 'shopper', text: 'Thanks!' })

describe('what is followed', () => {
  it.each<[string, Partial<ViewState>, boolean, string]>([
    ['nothing when all is said', {}, true, 'nothing'],
    ['the turn while one runs', { isRunning: true }, true, 'turn'],
    ['the turn also in a hidden page', { isRunning: true, isOpen: false }, false, 'turn'],
    ['an answer that is owed', { unanswered: ['q'] }, false, 'turn'],
    ['notices while waiting for a person', { mode: 'waiting' }, true, 'notices'],
    ['notices while a person is there', { mode: 'person' }, true, 'notices'],
    ['notices while a card is open', { entries: [entry({ parts: [card] })] }, true, 'notices'],
    ['nothing while nobody looks', { mode: 'person' }, false, 'nothing'],
    ['nothing while the panel is closed', { mode: 'person', isOpen: false }, true, 'nothing'],
    ['nothing before the conversation is loaded', { phase: 'opening', mode: 'person' }, true, 'nothing'],
  ])('is %s', (_name, change, isVisible, expected) => {
    expect(decideFollowing(view(change), isVisible)).toBe(expected)
  })
})

describe('the rating', () => {
  const farewells = /^(thanks)[\s.!]*$/i

  it.each<[string, Partial<ViewState>, boolean]>([
    ['after a goodbye was answered', { entries: [asked, entry()] }, true],
    ['not before the goodbye was answered', { entries: [entry(), asked] }, false],
    ['not after a question', { entries: [entry({ role: 'shopper', text: 'Why?' }), entry()] }, false],
    ['not while an answer runs', { entries: [asked, entry()], isRunning: true }, false],
    ['not twice', { entries: [asked, entry()], rating: 'given' }, false],
    ['not after it was waved away', { entries: [asked, entry()], rating: 'dismissed' }, false],
    ['not beside an open card', { entries: [asked, entry({ parts: [card] })] }, false],
    ['not while a person is there', { entries: [asked, entry()], mode: 'person' }, false],
    [
      'when a person gave the conversation back',
      { entries: [entry(), { kind: 'notice', id: 'n', notice: 'released', text: '', at: '' }] },
      true,
    ],
    ['not in an empty conversation', {}, false],
  ])('is asked for: %s', (_name, change, expected) => {
    expect(mayAskRating(view(change), farewells)).toBe(expected)
  })

  it('is asked for after closing, once something was answered', () => {
    expect(mayAskAfterClose(view({ entries: [entry()] }))).toBe(true)
    expect(mayAskAfterClose(view({ entries: [asked] }))).toBe(false)
    expect(mayAskAfterClose(view({ entries: [entry()], rating: 'given' }))).toBe(false)
  })
})
