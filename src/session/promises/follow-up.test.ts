import { describe, expect, it } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../base/time.ts'
import { decideFollowUp, openFollowUp } from './follow-up.ts'
import { claims, NOW, readEvents, rig, sayAsk } from '../testing/rig.ts'

const owed = openFollowUp('tkt_1', NOW)

it.each([
  ['nothing is owed', null, 'waiting', 0, 'nothing'],
  ['it is not due', owed, 'waiting', 14 * MINUTE_MS, 'nothing'],
  ['it is due', owed, 'waiting', 15 * MINUTE_MS, 'remind'],
  ['a person has come', owed, 'person', 15 * MINUTE_MS, 'kept'],
  ['it was given back', owed, 'bot', HOUR_MS, 'kept'],
] as const)('when %s', (_, given, mode, afterMs, kind) => {
  expect(decideFollowUp(given, mode, NOW + afterMs).kind).toBe(kind)
})

/** A session whose clock and queue the test holds. */
function waiting(change: { send?: () => Promise<void> } = {}) {
  const clock = { now: NOW }
  const all = rig({ now: () => clock.now, ...(change.send ? { send: change.send } : {}) })
  const reminders = () => all.sent.flatMap((each) => (each.kind === 'notice.send' ? [each.noticeId] : []))
  const told = () => all.memory.lastMessages(20).filter((each) => each.body.includes('reminded'))
  const pass = async (ms: number) => {
    clock.now += ms
    await all.session.tend()
  }
  return { ...all, reminders, told, pass }
}

describe('a person was promised', () => {
  it('and nobody came: staff are reminded, the shopper is told, three times and no more', async () => {
    const { session, disk, reminders, told, pass } = waiting()
    await session.callPerson({ claims: claims(), note: '', requestId: 'r' as never })
    await session.tend()
    expect(disk.alarm).toBe(NOW + 15 * MINUTE_MS)
    await pass(15 * MINUTE_MS)
    expect([reminders().length, told().length]).toEqual([1, 1])
    expect(reminders()[0]).toMatch(/^ticket_waiting\..+~1$/)
    await pass(MINUTE_MS)
    expect(reminders()).toHaveLength(1)
    await pass(HOUR_MS)
    await pass(4 * HOUR_MS)
    await pass(24 * HOUR_MS)
    expect([reminders().length, told().length]).toEqual([3, 3])
  })

  it('in an answer just as by the button', async () => {
    const { session, memory } = waiting()
    const said = await session.say(sayAsk('I want to talk to a person'))
    await readEvents(said.ok ? said.value.frames : null)
    expect(memory.meta).toMatchObject({ mode: 'waiting', followUp: { reminders: 0, dueAt: NOW + 15 * MINUTE_MS } })
  })

  it('and came: nobody is reminded', async () => {
    const { session, memory, reminders, pass } = waiting()
    await session.callPerson({ claims: claims(), note: '', requestId: 'r' as never })
    await session.staffSays({ staff: 'eve', text: 'Hello' })
    await pass(HOUR_MS)
    expect([reminders(), memory.meta.followUp]).toEqual([[], null])
  })

  it('and the queue was down: the shopper hears nothing untrue, and it is tried again', async () => {
    let isDown = true
    const sent: string[] = []
    const { session, told, pass, faults } = waiting({
      send: async () => (isDown ? Promise.reject(new Error('queue down')) : void sent.push('sent')),
    })
    await session.callPerson({ claims: claims(), note: '', requestId: 'r' as never })
    await pass(15 * MINUTE_MS)
    expect([told().length, faults.length > 0]).toEqual([0, true])
    isDown = false
    await pass(MINUTE_MS)
    expect([told().length, sent.length]).toEqual([1, 1])
  })
})
