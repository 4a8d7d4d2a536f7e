/** What a person cannot see must not be read either: it is where instructions to machines are hidden. */
const NOT_SHOWN = [
  /(?:^|;)display:none/,
  /(?:^|;)visibility:(?:hidden|collapse)/,
  /(?:^|;)opacity:0(?:\.0+)?(?:;|$|!)/,
  /(?:^|;)(?:font-size|max-height|max-width|height|width):0(?:px|em|rem|%|pt)?(?:;|$|!)/,
  /(?:^|;)font-size:(?:0?\.\d+|1)(?:px|pt)(?:;|$|!)/,
  /(?:^|;)(?:left|right|top|text-indent|margin-left|margin-top):-\d{3,}/,
  /(?:^|;)clip:rect\(0|(?:^|;)clip-path:inset\((?:50|100)%/,
  /(?:^|;)transform:scale\(0(?:\.0+)?\)/,
  /(?:^|;)color:transparent/,
]
const WHITE = '(?:#fff(?:fff)?(?:ff)?|white|rgba?\\(255,255,255(?:,1)?\\)|hsla?\\(0,0%,100%(?:,1)?\\))'
const WHITE_TEXT = new RegExp(`(?:^|;)color:${WHITE}(?:;|$|!)`)
const BACKGROUND = /(?:^|;)background(?:-color|-image)?:([^;]*)/
const COLOR = /(?:^|;)color:([^;]*)/
const IS_WHITE = new RegExp(`^${WHITE}`)

/** Inline style, any case and spacing. White text counts as hidden unless a darker background is set beside it. */
export function hidesByStyle(style: string): boolean {
  const flat = style
    .toLowerCase()
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s+/g, '')
  if (NOT_SHOWN.some((rule) => rule.test(flat))) return true
  const background = BACKGROUND.exec(flat)?.[1]
  if (WHITE_TEXT.test(flat)) return background === undefined || IS_WHITE.test(background)
  const color = COLOR.exec(flat)?.[1]
  return color !== undefined && color !== '' && color === background
}

const HIDDEN_CLASS =
  /(?:^|\s)(?:sr-only|visually-hidden|visuallyhidden|screen-reader-text|hidden|d-none|is-hidden)(?:\s|$)/

export function hidesByAttributes(attributes: Record<string, string>): boolean {
  if ('hidden' in attributes && attributes['hidden'] !== 'until-found') return true
  if (attributes['aria-hidden'] === 'true') return true
  if (attributes['class'] && HIDDEN_CLASS.test(attributes['class'])) return true
  return attributes['style'] !== undefined && hidesByStyle(attributes['style'])
}

/**
 * Classes and ids that the page's own style sheet hides. Single selectors outside at-rules only: a rule for print or
 * for narrow screens hides nothing from everybody.
 */
export function hiddenSelectors(css: string): Set<string> {
  const found = new Set<string>()
  const flat = css
    .slice(0, 200_000)
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/@[^{;]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '')
  for (const [, selectors, rules] of flat.matchAll(/([^{}]{1,500})\{([^{}]{0,2000})\}/g)) {
    if (!hidesByStyle(rules!)) continue
    for (const selector of selectors!.split(',')) {
      const simple = /^\s*[a-z]*([.#][\w-]+)\s*$/i.exec(selector)
      if (simple) found.add(simple[1]!)
    }
  }
  return found
}
