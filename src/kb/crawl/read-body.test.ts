import { describe, expect, it } from 'vitest'
import { decodeText, readBytes } from './read-body.ts'

const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
const utf8 = (text: string) => new TextEncoder().encode(text)
const GRÖSSE = 'Gr\u00f6\u00dfe 30 Tage, caf\u00e9'

describe('the text of a page', () => {
  it.each<[string, Uint8Array, string]>([
    ['says what it is', bytesOf(GRÖSSE), 'text/html; charset=ISO-8859-1'],
    ['says it in its markup', bytesOf(`<meta charset="windows-1252">${GRÖSSE}`), 'text/html'],
    ['says it the old way', bytesOf(`<meta http-equiv="x" content="text/html; charset=latin1">${GRÖSSE}`), 'text/html'],
    ['says UTF-8 and is not', bytesOf(GRÖSSE), 'text/html; charset=utf-8'],
    ['says nothing and is not UTF-8', bytesOf(GRÖSSE), 'text/html'],
    ['says nothing', utf8(GRÖSSE), 'text/html'],
    ['names a charset nobody knows', utf8(GRÖSSE), 'text/html; charset=utf8mb4'],
    ['has a mark that knows better', utf8(`\ufeff${GRÖSSE}`), 'text/html; charset=latin1'],
    [
      'is UTF-16 by its mark',
      new Uint8Array([
        0xff,
        0xfe,
        ...new Uint8Array(Uint16Array.from(GRÖSSE, (letter) => letter.charCodeAt(0)).buffer),
      ]),
      'text/html',
    ],
  ])('is read when it %s', (_, bytes, type) => expect(decodeText(bytes, type).endsWith(GRÖSSE)).toBe(true))

  it('keeps UTF-8 with one accident in a long page', () => {
    const text = `${'ordinary words '.repeat(400)}${GRÖSSE}`
    const broken = new Uint8Array([...utf8(text), 0xff])
    expect(decodeText(broken, 'text/html')).toContain(GRÖSSE)
  })
})

it('a body is read to its ceiling and the stream is let go', async () => {
  let isLetGo = false
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(1_000)),
    cancel: () => {
      isLetGo = true
      // A host that hangs does not end its stream for us.
      return new Promise(() => undefined)
    },
  })
  const { bytes, isCut } = await readBytes(endless, 2_500)
  expect([bytes.byteLength, isCut, isLetGo]).toEqual([2_500, true, true])
})
