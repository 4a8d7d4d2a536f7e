/**
 * Whether two short words differ by at most `most` slips: a letter added, left out, changed, or two neighbours swapped.
 * Optimal string alignment; words of ten letters take a microsecond.
 */
export function isNearly(word: string, wanted: string, most: number): boolean {
  if (Math.abs(word.length - wanted.length) > most) return false
  let beforeLast: number[] = []
  let last = Array.from({ length: wanted.length + 1 }, (_, index) => index)
  for (let row = 1; row <= word.length; row++) {
    const next = [row]
    for (let column = 1; column <= wanted.length; column++) {
      const same = word[row - 1] === wanted[column - 1]
      let cost = Math.min(last[column]! + 1, next[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1))
      const swapped =
        row > 1 && column > 1 && word[row - 1] === wanted[column - 2] && word[row - 2] === wanted[column - 1]
      if (swapped) cost = Math.min(cost, beforeLast[column - 2]! + 1)
      next.push(cost)
    }
    ;[beforeLast, last] = [last, next]
  }
  return last[wanted.length]! <= most
}
