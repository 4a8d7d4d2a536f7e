import { luminance, type Rgb } from './ink.ts'

const WHITE: Rgb = [255, 255, 255]
const BLACK: Rgb = [0, 0, 0]
/** WCAG 2.2 AA for text. */
const ENOUGH = 4.5

/** From 1 (the same) to 21 (black on white). */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((left, right) => right - left) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** The colour itself where it can be read on `surface`, or the nearest step towards black or white that can. */
export function readableOn(colour: Rgb, surface: Rgb): Rgb {
  const towards = luminance(surface) > 0.18 ? BLACK : WHITE
  for (let step = 0; step <= 10; step++) {
    const mixed = colour.map((part, index) => Math.round(part + ((towards[index]! - part) * step) / 10))
    const candidate: Rgb = [mixed[0]!, mixed[1]!, mixed[2]!]
    if (contrast(candidate, surface) >= ENOUGH) return candidate
  }
  return towards
}

export const toCss = (colour: Rgb): string => `rgb(${colour.map(Math.round).join(' ')})`
