const SHINGLE = 7

/** Runs of seven words of the prompts, built once per prompt text. The texts are few: one per version. */
const SHINGLES = new Map<string, ReadonlySet<string>>()

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

function shinglesOf(prompt: string): ReadonlySet<string> {
  const known = SHINGLES.get(prompt)
  if (known) return known
  const words = wordsOf(prompt)
  const built = new Set<string>()
  for (let at = 0; at + SHINGLE <= words.length; at++) built.add(words.slice(at, at + SHINGLE).join(' '))
  if (SHINGLES.size > 8) SHINGLES.clear()
  SHINGLES.set(prompt, built)
  return built
}

/**
 * Watches an answer for our own instructions: the planted mark at once, any of their sentences by the seventh word.
 * It is a tripwire, not the defence: a prompt holds nothing that must stay secret.
 */
export function openLeakWatch(prompt: string, canary: string): (shown: string) => boolean {
  const shingles = shinglesOf(prompt)
  let last: string[] = []
  return (shown) => {
    if (shown.includes(canary)) return true
    for (const word of wordsOf(shown)) {
      last.push(word)
      if (last.length > SHINGLE) last = last.slice(-SHINGLE)
      if (last.length === SHINGLE && shingles.has(last.join(' '))) return true
    }
    return false
  }
}
