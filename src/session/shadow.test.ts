import { expect, it } from 'vitest'
import { refuse } from '../base/result.ts'
import type { QueueMessageOf } from '../contracts/queue.ts'
import { claims, readEvents, rig, sayAsk, textOf, typesOf } from './testing/rig.ts'

async function talk(given: Parameters<typeof rig>[0], ...texts: string[]) {
  const made = rig({ isShadow: true, ...given })
  const heard = []
  for (const text of texts) {
    const said = await made.session.say(sayAsk(text))
    if (!said.ok) throw new Error(said.error.reason)
    heard.push(await readEvents(said.value.frames))
  }
  const records = made.sent.filter((each) => each.kind === 'turn.record').map((each) => each.record)
  return { ...made, heard, records }
}

it('tells the shopper that a person answers, and not a word of the draft', async () => {
  const { heard, records, session, memory } = await talk({}, 'Where is order 1042?')
  expect(textOf(heard[0]!)).toBe('')
  expect(typesOf(heard[0]!)).not.toContain('data-order')
  expect(typesOf(heard[0]!)).toEqual(expect.arrayContaining(['data-handoff', 'finish']))
  expect(records[0]).toMatchObject({ outcome: 'with_person', intent: 'order_status' })
  expect(records[0]!.messages.map(({ role, text }) => [role, text])).toEqual([
    ['shopper', 'Where is order 1042?'],
    ['draft', 'Hello there.'],
  ])
  const history = await session.history({ claims: claims() })
  expect(JSON.stringify(history)).not.toContain('Hello there.')
  expect(memory.meta.mode).toBe('waiting')
})

it('opens one ticket however many messages wait', async () => {
  const { ran, records } = await talk({}, 'Where is order 1042?', 'I want to talk to a person', 'hello?')
  expect(ran.filter((call) => call.startsWith('notify_human'))).toHaveLength(1)
  expect(records).toHaveLength(3)
})

it('writes a proposal down and does not make it', async () => {
  let proposed = 0
  const propose = async () => (proposed++, refuse({ reason: 'not_proven' as const }))
  const { records, heard } = await talk({ propose }, 'Refund order 1042')
  expect(proposed).toBe(0)
  expect(records[0]!.messages[1]!.text).toBe('[would ask on a card: issue_refund, order 1042]')
  expect(JSON.stringify(heard)).not.toContain('data-consent')
})

it('costs the shopper nothing when the draft fails', async () => {
  const compose = async function* () {
    yield* []
    throw new Error('a bug')
  }
  const { heard, records, faults } = await talk({ compose }, 'How do I descale the kettle?')
  expect(typesOf(heard[0]!)).toEqual(expect.arrayContaining(['data-handoff', 'finish']))
  expect(JSON.stringify(heard)).not.toContain('went wrong')
  expect([records[0]!.messages.length, faults.length]).toEqual([1, 1])
})

it('sends what the colleague wrote, and keeps it in the transcript', async () => {
  const { session, sent } = await talk({}, 'Where is order 1042?')
  const said = await session.staffSays({ staff: 'wp:1', text: 'It left us yesterday.' })
  await expect.poll(() => sent.some((each) => each.kind === 'message.record')).toBe(true)
  const kept = sent.find((each) => each.kind === 'message.record') as QueueMessageOf<'message.record'>
  expect(kept.message).toMatchObject({ role: 'staff', text: 'It left us yesterday.' })
  expect(said).toMatchObject({ ok: true, value: { messageId: kept.turnId } })
  const history = await session.history({ claims: claims() })
  expect(JSON.stringify(history)).toContain('It left us yesterday.')
})
