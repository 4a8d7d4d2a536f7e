import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerOf, json, readEvents, type Event, type Visit } from './testing/open-door.ts'
import { openKillableWorker } from './testing/killable-worker.ts'
import { openPacedModel, type Script } from './testing/paced-model.ts'

const folder = mkdtempSync(join(tmpdir(), 'counterhand-crash-'))
const WORDS =
  'Yes, you may send back a lamp you have opened. It should be clean and complete with everything it came with. [1]'
let model: Awaited<ReturnType<typeof openPacedModel>>
let worker: Awaited<ReturnType<typeof openKillableWorker>>

beforeAll(async () => {
  model = await openPacedModel({ words: WORDS })
  worker = await openKillableWorker(folder, {
    OPENAI_BASE_URL: model.baseUrl,
    OPENAI_API_KEY: 'sk-of-a-test',
    OPENAI_MODEL: 'fake',
  })
  await worker.migrate()
  await worker.start()
  await (await fetch(`${worker.origin}/demo/crawl`, { method: 'POST' })).text()
}, 120_000)
afterAll(async () => {
  await worker.kill()
  await model.close()
  rmSync(folder, { recursive: true, force: true })
})

const headers = (visit: Visit) => ({
  authorization: `Bearer ${visit.token}`,
  'content-type': 'application/json',
  accept: 'text/event-stream',
})
const send = (visit: Visit, id: string, text: string) =>
  fetch(`${worker.origin}/chat/send`, {
    ...json({ session_id: visit.sessionId, message_id: id, text }),
    headers: headers(visit),
  })
const history = async (visit: Visit) =>
  (await (
    await fetch(`${worker.origin}/chat/history?session_id=${visit.sessionId}`, { headers: headers(visit) })
  ).json()) as {
    messages: { role: string; text: string; state: string }[]
    running: boolean
  }

/** Reads until the moment to die has come; what was read is what the shopper saw. */
async function seeUntil(response: Response, isTime: (events: Event[]) => boolean): Promise<Event[]> {
  const seen: Event[] = []
  await readEvents(response, (events) => {
    seen.splice(0, seen.length, ...events)
    return isTime(events)
  })
  return seen
}
const words = (events: Event[]) => answerOf(events).text.split(/\s+/).filter(Boolean).length

const POINTS: [string, Script, (events: Event[]) => boolean][] = [
  ['as soon as the message is acknowledged', { words: WORDS, firstMs: 1_500 }, (events) => events.length >= 1],
  [
    'while waiting for the first word',
    { words: WORDS, firstMs: 3_000 },
    (events) => events.some(({ frame }) => frame.type === 'data-status' && frame.data.step === 'writing'),
  ],
  ['after the first words', { words: WORDS, wordMs: 60 }, (events) => words(events) >= 3],
  ['late in the answer', { words: WORDS, wordMs: 60 }, (events) => words(events) >= 15],
  ['just after the end', { words: WORDS }, (events) => events.some(({ frame }) => frame.type === 'finish')],
]

describe('workerd killed', () => {
  it.each(POINTS)(
    '%s loses nothing, doubles nothing, and the answer comes',
    async (_, script, isTime) => {
      model.play(script)
      const visit = (await (await fetch(`${worker.origin}/demo/session`, json({ as: null }))).json()) as Visit
      const seen = await seeUntil(await send(visit, 'm1', 'Can I return a lamp I opened?'), isTime)
      await worker.kill()
      model.play({ words: WORDS })
      await worker.start()

      // What the widget does by itself: come back with the last frame it has, and send again what may not have arrived.
      const last = seen.at(-1)!.id
      const resumed = await fetch(`${worker.origin}/chat/stream?session_id=${visit.sessionId}`, {
        headers: { ...headers(visit), 'last-event-id': String(last) },
      })
      const rest = resumed.status === 204 ? [] : await readEvents(resumed)
      const again = await send(visit, 'm1', 'Can I return a lamp I opened?')
      await again.text()

      await expect.poll(async () => (await history(visit)).running, { timeout: 15_000 }).toBe(false)
      const { messages } = await history(visit)
      expect(messages.map(({ role, state }) => [role, state])).toEqual([
        ['shopper', 'done'],
        ['assistant', 'done'],
      ])
      expect(messages[1]!.text).toMatch(/clean and complete/)

      const all = [...seen, ...rest]
      expect(new Set(all.map((event) => event.id)).size).toBe(all.length)
      const restartAt = all.findLastIndex(({ frame }) => frame.type === 'data-restart')
      expect(answerOf(all.slice(restartAt + 1)).text).toBe(messages[1]!.text)
    },
    60_000
  )
})
