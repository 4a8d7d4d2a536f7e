import type { Find } from './hits.ts'

const NAME = String.raw`\p{Lu}[\p{L}'’-]*\.?(?: (?:de|del|della|di|van|von|der|den|da|dos|la|le|bin|al)){0,2}(?: \p{Lu}[\p{L}'’-]*\.?){0,3}`
/** Names cannot be recognised, only believed where the text says one follows. */
const SAID: readonly RegExp[] = [
  new RegExp(
    String.raw`(?<=\b(?:[Mm]y|[Hh]is|[Hh]er|[Tt]heir) (?:full |first |last |sur)?names?(?: is|'s|’s) )${NAME}`,
    'gu'
  ),
  new RegExp(String.raw`(?<=\b(?:[Nn]ame|[Ss]urname|NAME|[Nn]ombre|[Nn]om|[Nn]ome) ?: ?)${NAME}`, 'gu'),
  // Without capitals only the plainest form, and never "my name is not".
  /(?<=\bmy name is )(?!(?:not|wrong|spelled|spelt|misspelled|missing|on|in|the|a|an|still|incorrect|there|listed)\b)\p{Ll}[\p{L}'’-]+(?: (?!and\b|i\b|but\b|from\b|my\b|the\b|on\b|in\b|with\b|order\b|email\b)\p{Ll}[\p{L}'’-]+)?/gu,
]

export const findNames: Find = (text, hits) => {
  for (const shape of SAID) {
    for (const match of text.matchAll(shape)) {
      hits.push({ start: match.index, end: match.index + match[0].length, sort: 'name' })
    }
  }
}
