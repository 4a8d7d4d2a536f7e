/** Red, green, blue, each 0 to 255. */
export type Rgb = readonly [number, number, number]

/** A colour as the browser computes it, `rgb(1, 2, 3)` or `rgba(…)`. Null for any other form. */
export function readRgb(text: string): Rgb | null {
  const match = /^rgba?\(([\d.]+)[, ]+([\d.]+)[, ]+([\d.]+)/.exec(text)
  return match && [Number(match[1]), Number(match[2]), Number(match[3])]
}

/** Relative luminance by WCAG, from 0 (black) to 1 (white). */
export function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) =>
    part > 10.3 ? ((part / 255 + 0.055) / 1.055) ** 2.4 : part / 3_294.6
  ) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** White up to the luminance where its contrast falls to 4.5, black above: one of the two always reaches it. */
export const inkOn = (colour: Rgb): '#fff' | '#000' => (luminance(colour) <= 1.05 / 4.5 - 0.05 ? '#fff' : '#000')
