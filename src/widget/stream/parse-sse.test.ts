import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSse, type SseEvent } from './parse-sse.ts'

const parseAll = (chunks: string[]): SseEvent[] => {
  let tail = ''
  const events: SseEvent[] = []
  for (const chunk of chunks) {
    const step = parseSse(tail, chunk)
    tail = step.tail
    events.push(...step.events)
  }
  return events
}

describe('parseSse', () => {
  it.each<[string, string, SseEvent[]]>([
    ['an event with an id', 'id: 7\ndata: {"a":1}\n\n', [{ id: '7', data: '{"a":1}' }]],
    ['no space after the colon', 'id:7\ndata:x\n\n', [{ id: '7', data: 'x' }]],
    ['two data lines as one', 'data: a\ndata: b\n\n', [{ id: null, data: 'a\nb' }]],
    ['a comment as nothing', ': ping\n\n', []],
    ['an id alone as nothing', 'id: 3\n\n', []],
    ['carriage returns', 'id: 1\r\ndata: x\r\n\r\n', [{ id: '1', data: 'x' }]],
    [
      'bare carriage returns',
      'id: 1\rdata: x\r\rdata: y\r\r\n',
      [
        { id: '1', data: 'x' },
        { id: null, data: 'y' },
      ],
    ],
    ['a byte order mark', '\uFEFFdata: x\n\n', [{ id: null, data: 'x' }]],
    ['event and retry fields', 'event: m\nretry: 10\ndata: x\n\n', [{ id: null, data: 'x' }]],
    ['an unfinished event as nothing yet', 'data: x\n', []],
    ['colons inside the value', 'data: a: b\n\n', [{ id: null, data: 'a: b' }]],
  ])('reads %s', (_name, text, events) => {
    expect(parseAll([text])).toEqual(events)
  })

  it('reads the same events however the bytes were cut', () => {
    const event = fc.record({
      id: fc.nat({ max: 9_999 }),
      data: fc.string().map((text) => JSON.stringify(text)),
      eol: fc.constantFrom('\n', '\r\n'),
    })
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 8 }),
        fc.array(fc.nat({ max: 300 }), { maxLength: 12 }),
        (sent, cuts) => {
          const text = sent.map(({ id, data, eol }) => `id: ${id}${eol}data: ${data}${eol}${eol}`).join('')
          const at = [0, ...cuts.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length]
          const chunks = at.slice(1).map((end, index) => text.slice(at[index], end))
          expect(parseAll(chunks)).toEqual(sent.map(({ id, data }) => ({ id: String(id), data })))
        }
      )
    )
  })
})
