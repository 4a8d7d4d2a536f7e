/** Made-up shop pages with words as unevenly spread as in real text (Zipf), the same on every run. */
const VOCABULARY = 30_000
const SYLLABLES = 'la ke to ri sa mo ne vu di pa lo mi tra ber fen gol hus jin kor wex'.split(' ')
const SMALL = 'the and for with you your that this from are can will have not'.split(' ')

/** mulberry32: small, seeded, good enough to choose words. */
function openDice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296
  }
}

function wordAt(rank: number): string {
  let word = ''
  for (let rest = rank + 20; rest > 0; rest = Math.floor(rest / SYLLABLES.length))
    word += SYLLABLES[rest % SYLLABLES.length]!
  return word
}

/** Rank by inverse power: word 1 is in most texts, word 10,000 in hardly any. */
const drawRank = (dice: () => number): number => Math.floor(VOCABULARY ** dice()) - 1

function sentence(dice: () => number, words: number): string {
  const drawn = Array.from({ length: words }, () =>
    dice() < 0.4 ? SMALL[Math.floor(dice() * SMALL.length)]! : wordAt(drawRank(dice))
  )
  return `${drawn[0]!.charAt(0).toUpperCase()}${drawn.join(' ').slice(1)}.`
}

export function makeDocs(count: number): { _id: string; title: string; text: string }[] {
  const dice = openDice(7)
  return Array.from({ length: count }, (_, at) => ({
    _id: `doc-${at}`,
    title: sentence(dice, 4).slice(0, -1),
    text: Array.from({ length: 5 + Math.floor(dice() * 6) }, () => sentence(dice, 8 + Math.floor(dice() * 10))).join(
      ' '
    ),
  }))
}

/** Questions as shoppers type them: some small words, some common ones, one or two that tell. */
export function makeQueries(count: number): string[] {
  const dice = openDice(11)
  return Array.from(
    { length: count },
    () =>
      `how can you ${sentence(dice, 3 + Math.floor(dice() * 4))
        .slice(0, -1)
        .toLowerCase()} ${wordAt(200 + Math.floor(dice() * 5_000))}`
  )
}
