import type { strings as en } from './en.ts'

/** Every sentence the panel itself says. `{n}` is replaced by `fill`. A language that lacks one does not compile. */
export type Strings = { [Key in keyof typeof en]: (typeof en)[Key] extends string ? string : Record<string, string> }

export type Language = {
  /** For dates, money and the `lang` attribute. */
  tag: string
  strings: Strings
  direction: 'ltr' | 'rtl'
  /** Matches a message that ends a conversation: "thanks, that's all". */
  farewells: RegExp
}

/**
 * `tag` as the page or the shop wrote it: `de`, `de_DE`. A bare language takes its region from the shopper's browser
 * where that speaks it: dates in `en-GB` are not those of `en`. A tag Intl does not accept becomes English.
 */
export function openLanguage(tag: string, spoken: readonly string[], strings: Strings): Language {
  const near = tag.length === 2 ? spoken.find((each) => each.startsWith(`${tag}-`)) : undefined
  return {
    tag: acceptedTag(near ?? tag.replaceAll('_', '-')),
    strings,
    direction: strings.direction === 'rtl' ? 'rtl' : 'ltr',
    farewells: new RegExp(`^((${strings.farewells})[\\s.!,。！،]*)+$`, 'i'),
  }
}

function acceptedTag(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en'
  } catch {
    return 'en' // Not a language tag at all: dates in English are better than none.
  }
}

export const fill = (text: string, n: string | number): string => text.replace('{n}', () => String(n))
