import type { Block } from './blocks.ts'
import { oneLine, visible } from './clean-text.ts'

type Placed = { block: Block; main: boolean }
type List = { ordered: boolean; next: number }
type Table = { rows: string[][]; hasHeader: boolean }

/**
 * Gathers blocks while a parser walks. Text goes to one buffer; every block boundary empties it into the block that is
 * open: a heading, a list line, a table cell, or a paragraph. Calls after the caps are ignored, never an error.
 */
export function openBlockBuilder(maxChars: number) {
  const placed: Placed[] = []
  const lists: List[] = []
  let line: { marker: string; depth: number } | null = null
  let heading: { level: number; fragment: string } | null = null
  let table: Table | null = null
  let buffer = ''
  let chars = 0
  let isCode = false
  let isMain = false

  function put(block: Block) {
    placed.push({ block, main: isMain })
  }

  function putLine(text: string) {
    const last = placed.at(-1)
    const indented = '  '.repeat(Math.max(0, line!.depth - 1)) + line!.marker + text
    // The same list goes on only while no other block came between.
    if (last?.block.kind === 'list' && last.main === isMain && lists.length > 0 && listOpen)
      last.block.lines.push(indented)
    else put({ kind: 'list', lines: [indented] })
    listOpen = true
    // A second paragraph inside the same item continues it without a new marker.
    line = { marker: '  ', depth: line!.depth }
  }
  let listOpen = false

  /** Ends the running piece of text, whatever it belongs to. */
  function flush() {
    const text = isCode ? visible(buffer).replace(/^\n+|\s+$/g, '') : oneLine(buffer)
    buffer = ''
    if (text === '') return
    if (isCode) put({ kind: 'code', text })
    else if (heading) put({ kind: 'heading', level: heading.level, text, fragment: heading.fragment })
    else if (table) appendToCell(table, text)
    else if (line) putLine(text)
    else put({ kind: 'text', text })
  }

  return {
    text(piece: string) {
      if (chars > maxChars) return
      chars += piece.length
      buffer += piece
    },
    flush,
    setMain(main: boolean) {
      if (main !== isMain) flush()
      isMain = main
    },
    openHeading(level: number, fragment: string) {
      flush()
      heading = { level, fragment }
    },
    closeHeading() {
      flush()
      heading = null
    },
    openList(ordered: boolean, start: number) {
      flush()
      if (lists.length === 0) listOpen = false
      lists.push({ ordered, next: start })
    },
    closeList() {
      flush()
      lists.pop()
      line = null
    },
    openItem() {
      flush()
      const list = lists.at(-1) ?? { ordered: false, next: 1 }
      line = { marker: list.ordered ? `${list.next++}. ` : '- ', depth: lists.length }
    },
    closeItem() {
      flush()
      line = null
    },
    openTable() {
      flush()
      table = { rows: [], hasHeader: false }
    },
    openRow() {
      flush()
      table?.rows.push([])
    },
    openCell(isHeader: boolean) {
      flush()
      if (table && isHeader && table.rows.length === 1) table.hasHeader = true
      table?.rows.at(-1)?.push('')
    },
    closeTable() {
      flush()
      if (table) putTable(table, put)
      table = null
    },
    openCode() {
      flush()
      isCode = true
    },
    closeCode() {
      flush()
      isCode = false
    },
    /** The blocks of the main region where it holds the page's text; otherwise everything that was not cut. */
    done(): Block[] {
      flush()
      const weigh = (each: Placed[]) => each.reduce((sum, { block }) => sum + weightOf(block), 0)
      const main = placed.filter((each) => each.main)
      const kept = weigh(main) >= Math.min(200, weigh(placed) * 0.25) && main.length > 0 ? main : placed
      return kept.map((each) => each.block)
    },
  }
}

export type BlockBuilder = ReturnType<typeof openBlockBuilder>

function weightOf(block: Block): number {
  return block.kind === 'list' || block.kind === 'table' ? block.lines.join(' ').length : block.text.length
}

function appendToCell(table: Table, text: string) {
  const row = table.rows.at(-1)
  if (!row) return void table.rows.push([text])
  if (row.length === 0) row.push('')
  row[row.length - 1] = `${row.at(-1)!} ${text}`.trim()
}

/** Rows as `Label: value, Label: value` when a header names the columns, so a row can be quoted alone. */
function putTable(table: Table, put: (block: Block) => void) {
  const rows = table.rows.filter((row) => row.some((cell) => cell !== ''))
  if (rows.length === 0) return
  const header = table.hasHeader && rows.length > 1 ? rows[0]! : null
  const lines = (header ? rows.slice(1) : rows).map((row) => row.filter((cell) => cell !== '').join(' | '))
  put({ kind: 'table', header: header ? header.join(' | ') : null, lines })
}
