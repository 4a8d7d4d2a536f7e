/** A number as somebody wrote it: runs of digits with at most three separators between them, on one line. */
export type Written = {
  text: string
  start: number
  end: number
  digits: string
  /** Lengths of the runs with the separators between them: `(021) 0025-967` is `(3) 4-3`. */
  shape: string
  /** Start and end of each run within `text`, one after the other. */
  runs: number[]
  /** A letter or underscore stands right before it. */
  isGlued: boolean
}

const SEPARATORS_MAX = 3
const isDigit = (code: number) => code >= 48 && code <= 57
/** Space, no-break space, brackets, dot, hyphens, dash, slash. */
const isSeparator = (code: number) =>
  code === 32 ||
  (code >= 45 && code <= 47) ||
  code === 40 ||
  code === 41 ||
  code === 0xa0 ||
  (code >= 0x2010 && code <= 0x2013)

/** The next number of at least `digitsMin` digits at or after `from`, or null. A leading `+` or `(` belongs to it. */
export function readNumber(text: string, from: number, digitsMin: number): Written | null {
  let index = from
  for (;;) {
    while (index < text.length && !isDigit(text.charCodeAt(index))) index++
    if (index >= text.length) return null
    const first = index
    let end = first
    let count = 0
    // Most numbers in a text are short, so their length is known before anything is built.
    for (let next = first; isDigit(text.charCodeAt(next)); next = skipSeparators(text, end)) {
      end = next
      while (isDigit(text.charCodeAt(end))) end++
      count += end - next
    }
    if (count >= digitsMin) return build(text, startOf(text, first, from), first, end)
    index = end
  }
}

/** Where the next run could begin; `end` itself, where no digit stands, when there is none. */
function skipSeparators(text: string, end: number): number {
  let next = end
  while (next - end < SEPARATORS_MAX && isSeparator(text.charCodeAt(next))) next++
  return next
}

function build(text: string, start: number, first: number, end: number): Written {
  const before = text.charCodeAt(start - 1)
  const isGlued = ((before | 32) >= 97 && (before | 32) <= 122) || before === 95
  const whole = text.slice(start, end)
  const size = end - start
  if (start === first && isOneRun(text, start, end)) {
    return { text: whole, start, end, digits: whole, shape: String(size), runs: [0, size], isGlued }
  }
  const runs: number[] = []
  let shape = text.slice(start, first)
  let digits = ''
  for (let index = first; index < end;) {
    const runStart = index
    while (index < end && isDigit(text.charCodeAt(index))) index++
    runs.push(runStart - start, index - start)
    digits += text.slice(runStart, index)
    shape += index - runStart
    const gap = index
    while (index < end && !isDigit(text.charCodeAt(index))) index++
    if (index > gap) shape += text.slice(gap, index)
  }
  return { text: whole, start, end, digits, shape, runs, isGlued }
}

function isOneRun(text: string, start: number, end: number): boolean {
  for (let index = start; index < end; index++) if (!isDigit(text.charCodeAt(index))) return false
  return true
}

function startOf(text: string, first: number, from: number): number {
  let start = first
  if (start > from && text.charCodeAt(start - 1) === 40) start--
  const plus = text.charCodeAt(start - 1) === 32 ? start - 2 : start - 1
  if (plus < from || text.charCodeAt(plus) !== 43) return start
  // `960121+1021413` is two parts of one number, not a country code.
  return isDigit(text.charCodeAt(plus - 1)) ? start : plus
}
