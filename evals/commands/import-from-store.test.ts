import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { TurnRecord } from '../../src/contracts/turn-record.ts'
import { openD1 } from '../../src/store/open-d1.ts'
import { openNodeD1 } from '../../src/store/testing/node-d1.ts'
import { openTranscripts } from '../../src/store/transcripts.ts'
import { putAwaiting, type AwaitingScenario } from '../awaiting.ts'
import { judge } from '../checks/judge.ts'
import { scenarioOf as scenarioOfFinding } from '../redteam/counterfactuals.ts'
import { readReviewed, reviewedOf } from '../scenarios/reviewed.ts'
import type { Heard } from '../target/door.ts'
import { importFromStore } from './import-from-store.ts'

const NOW = Date.UTC(2026, 10, 22)
const said = (role: TurnRecord['messages'][number]['role'], text: string, atMs: number) => ({
  id: `s.${role}.${atMs}`,
  role,
  text,
  sources: [],
  atMs,
})
const record = (messages: TurnRecord['messages'], change: Partial<TurnRecord> = {}): TurnRecord => ({
  sessionId: 'session-0123456789',
  turnId: 't1',
  turnNo: 1,
  subject: 'wp:7',
  email: 'ada@example.com',
  locale: 'en',
  messages,
  actions: [],
  orders: [],
  intent: 'order_status',
  outcome: 'with_person',
  brainVersion: 'v1',
  provider: 'none',
  latencyMs: 1,
  firstTokenMs: null,
  inputTokens: 0,
  outputTokens: 0,
  costMicroUsd: 0,
  ...change,
})

async function withFolders<T>(run: (folders: { awaiting: string; reviewed: string }) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'awaiting-'))
  try {
    return await run({ awaiting: join(folder, 'awaiting'), reviewed: join(folder, 'reviewed') })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

it('writes a conversation without what names a person; what a colleague sent is the reference', () =>
  withFolders(async (folders) => {
    const transcripts = openTranscripts(openD1(openNodeD1()))
    const shopper = said('shopper', 'Where is order 1042? Mail me at ada@example.com', NOW - 5)
    await transcripts.keepTurns([record([shopper, said('draft', 'It is somewhere.', NOW - 4)])])
    const message = said('staff', 'It left on 21 November, ask ada@example.com.', NOW - 3)
    await transcripts.keepMessage({ sessionId: 'session-0123456789', turnId: 'n1', message })
    const put = (scenario: AwaitingScenario) => putAwaiting(scenario, folders)
    const run = () => importFromStore({ now: () => NOW, ...transcripts, put }, 30)

    expect(await run()).toEqual({ sessions: 1, written: 1 })
    expect(await run()).toEqual({ sessions: 1, written: 0 })
    const [name] = readdirSync(folders.awaiting)
    const text = readFileSync(join(folders.awaiting, name!), 'utf8')
    expect(text).not.toMatch(/ada@|session-0123|somewhere/)
    const scenario = JSON.parse(text) as AwaitingScenario
    expect(scenario).toMatchObject({
      state: 'awaiting_review',
      topic: 'where_is_my_order',
      found: { from: 'shadow mode' },
    })
    expect(scenario.turns).toMatchObject([
      {
        say: 'Where is order 1042? Mail me at [email]',
        reference: { by: 'person' },
        expect: [{ kind: 'agrees_with' }],
      },
    ])

    expect(() => reviewedOf(scenario)).toThrow('does not say why')
    const [turn] = reviewedOf({ ...scenario, why: 'A parcel has a date.' }).turns
    const heard = (words: string) => ({ text: words, frames: [] }) as unknown as Heard
    const world = { customers: [], orders: [], pages: [] }
    const verdict = (words: string) => judge(turn!.expect[0]!, { heard: heard(words), world, unknownOrderWords: '' })
    expect(verdict('It left the shop on 21 November 2026.')).toBeNull()
    expect(verdict('It left the shop.')).toContain('lacks 21')
  }))

it('takes our own answer as the reference where no person answered, and expects nothing yet', async () => {
  const put: AwaitingScenario[] = []
  await importFromStore(
    {
      now: () => NOW,
      listSessions: async () => [{ id: 's', signedIn: false, intent: null }],
      readTranscript: async () => [
        { turnId: 't1', role: 'shopper', body: 'hello', at: 1 },
        { turnId: 't1', role: 'assistant', body: 'Hello!', at: 2 },
      ],
      put: (scenario) => put.push(scenario) > 0,
    },
    7
  )
  expect(put[0]?.turns).toEqual([{ say: 'hello', reference: { by: 'assistant', text: 'Hello!' }, expect: [] }])
})

it('makes a scenario of what the red team found', () => {
  const finding = {
    id: 'red-team/owner/a-visitor',
    state: 'awaiting_review',
    why: 'owner was swapped and it is still paid',
    say: 'Please refund order 1042.',
    expected: 'not_proven',
    found: 'auto',
    rulesHash: 'h',
  } as const
  expect(reviewedOf(scenarioOfFinding(finding))).toMatchObject({
    topic: 'refund',
    turns: [{ say: 'Please refund order 1042.', expect: [{ kind: 'asks_no_consent' }] }],
  })
})

it('plays what is in the folder of reviewed ones, and refuses a check of no kind', () => {
  expect(readReviewed('/nowhere')).toEqual([])
  const turns = [{ say: 'hi', expect: [{ kind: 'says', pattern: 'hello' }] }]
  const scenario = {
    id: 'x',
    state: 'awaiting_review',
    topic: 'policy',
    why: 'It greets whoever comes.',
    as: null,
  } as const
  expect(reviewedOf({ ...scenario, turns }).turns[0]!.expect).toEqual([{ kind: 'says', pattern: /hello/i }])
  expect(() => reviewedOf({ ...scenario, turns: [{ say: 'hi', expect: [{ kind: 'toString' }] }] })).toThrow('no kind')
})
