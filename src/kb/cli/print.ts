/** Everything a person reads here fits 80 columns, and a terminal of 40 still shows it whole. */
const WIDTH = 78

export type Screen = {
  line(text?: string): void
  /** Rewrites the last line on a terminal, until the next `line`; silent in a pipe. */
  bar(label: string, done: number, all: number): void
}

export function openScreen(out: { isTTY?: boolean; columns?: number; write(text: string): void }): Screen {
  const width = Math.min(WIDTH, (out.columns ?? 80) - 2)
  let isBarOpen = false
  return {
    line(text = '') {
      if (isBarOpen) out.write('\n')
      isBarOpen = false
      out.write(`${wrap(text, width)}\n`)
    },
    bar(label, done, all) {
      if (!out.isTTY) return
      const count = ` ${done}/${all}`
      const room = Math.max(8, width - label.length - count.length - 1)
      const filled = all === 0 ? room : Math.min(room, Math.round((done / all) * room))
      out.write(`\r${label} ${'█'.repeat(filled)}${'░'.repeat(room - filled)}${count}\u001b[K`)
      isBarOpen = true
    },
  }
}

/** Cut at a word, and saying so. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text
  const cut = text.slice(0, max)
  return `${cut.slice(0, cut.search(/\s\S*$/) > max / 2 ? cut.search(/\s\S*$/) : max).trimEnd()} …`
}

/** A page must not be able to drive the terminal of whoever reads it. */
const CONTROL = /(?!\n)\p{Cc}/gu

/** Breaks at spaces and keeps a line's own indent. */
export function wrap(text: string, width: number): string {
  return text
    .replace(CONTROL, ' ')
    .split('\n')
    .flatMap((line) => wrapLine(line, width))
    .join('\n')
}

function wrapLine(line: string, width: number): string[] {
  const indent = /^ */.exec(line)![0]
  const lines: string[] = []
  let open = ''
  for (const word of line.slice(indent.length).split(' ')) {
    const next = open === '' ? indent + word : `${open} ${word}`
    if (next.length <= width || open === '') open = next
    else {
      lines.push(open)
      open = indent + word
    }
  }
  return [...lines, open]
}

export const pagesOf = (count: number): string => `${count} ${count === 1 ? 'page' : 'pages'}`
export const percent = (share: number): string => `${Math.round(share * 100)} %`
export const when = (ms: number | null): string =>
  ms === null ? 'never' : new Date(ms).toISOString().slice(0, 16).replace('T', ' ')
