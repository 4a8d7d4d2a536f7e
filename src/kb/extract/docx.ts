import { strFromU8, unzipSync } from 'fflate'
import { Parser } from 'htmlparser2'
import type { Block, Extracted } from './blocks.ts'
import { oneLine } from './clean-text.ts'
import { documentOf, nameOf } from './plain.ts'

/** Unpacked size we are ready for; a bomb says a bigger one and is not unpacked. */
const XML_MAX = 20_000_000
const WANTED = new Set(['word/document.xml', 'word/styles.xml'])

type Paragraph = { text: string; style: string; isItem: boolean; isHidden: boolean }
type Reading = {
  blocks: Block[]
  paragraph: Paragraph | null
  row: string[] | null
  rows: string[][] | null
  isText: boolean
  runHidden: boolean
}

/** A Word file's paragraphs, headings, lists and tables. null when it is not one. Hidden runs are dropped. */
export function extractDocx(bytes: Uint8Array, url: string): Extracted | null {
  const xml = unpack(bytes)
  if (!xml) return null
  const reading: Reading = { blocks: [], paragraph: null, row: null, rows: null, isText: false, runHidden: false }
  const parser = new Parser(
    {
      onopentag: (name, attributes) => openTag(reading, name, attributes),
      ontext: (text) => {
        if (reading.isText && reading.paragraph && !reading.runHidden) reading.paragraph.text += text
      },
      onclosetag: (name) => closeTag(reading, name),
    },
    { xmlMode: true, decodeEntities: true }
  )
  parser.end(xml)
  const first = reading.blocks.find((block) => block.kind === 'heading')
  const title = first?.kind === 'heading' ? first.text : nameOf(url)
  return documentOf({ title, blocks: reading.blocks, url, language: null })
}

function unpack(bytes: Uint8Array): string | null {
  try {
    const files = unzipSync(bytes, { filter: (file) => WANTED.has(file.name) && file.originalSize <= XML_MAX })
    const document = files['word/document.xml']
    return document && document.byteLength <= XML_MAX ? strFromU8(document) : null
  } catch {
    // Not a zip, or half of one: not a document we can read.
    return null
  }
}

function openTag(reading: Reading, name: string, attributes: Record<string, string>) {
  const value = attributes['w:val'] ?? ''
  if (name === 'w:p') reading.paragraph = { text: '', style: '', isItem: false, isHidden: false }
  else if (name === 'w:pStyle' && reading.paragraph) reading.paragraph.style = value
  else if (name === 'w:numPr' && reading.paragraph) reading.paragraph.isItem = true
  else if (name === 'w:r') reading.runHidden = false
  else if (name === 'w:vanish' && value !== 'false' && value !== '0') reading.runHidden = true
  else if (name === 'w:color' && /^fff/i.test(value)) reading.runHidden = true
  else if (name === 'w:t') reading.isText = true
  else if ((name === 'w:tab' || name === 'w:br') && reading.paragraph) reading.paragraph.text += ' '
  else if (name === 'w:tbl') reading.rows = []
  else if (name === 'w:tr') reading.row = []
}

function closeTag(reading: Reading, name: string) {
  if (name === 'w:t') reading.isText = false
  else if (name === 'w:p' && reading.paragraph) closeParagraph(reading, reading.paragraph)
  else if (name === 'w:tr' && reading.row) {
    reading.rows?.push(reading.row)
    reading.row = null
  } else if (name === 'w:tbl' && reading.rows) {
    const [header, ...rows] = reading.rows.filter((row) => row.length > 0).map((row) => row.join(' | '))
    if (header)
      reading.blocks.push({
        kind: 'table',
        header: rows.length > 0 ? header : null,
        lines: rows.length > 0 ? rows : [header],
      })
    reading.rows = null
  }
}

function closeParagraph(reading: Reading, paragraph: Paragraph) {
  reading.paragraph = null
  const text = oneLine(paragraph.text)
  if (!text) return
  if (reading.row) return void reading.row.push(text)
  const heading = /^(?:heading|überschrift|berschrift|titre|t[ií]tulo)\s?(\d)$|^title$/i.exec(paragraph.style)
  const last = reading.blocks.at(-1)
  if (heading) reading.blocks.push({ kind: 'heading', level: Number(heading[1] ?? 1), text, fragment: '' })
  else if (!paragraph.isItem) reading.blocks.push({ kind: 'text', text })
  else if (last?.kind === 'list') last.lines.push(`- ${text}`)
  else reading.blocks.push({ kind: 'list', lines: [`- ${text}`] })
}
