import fc from 'fast-check'
import { expect, it } from 'vitest'
import { contrast, readableOn } from './colour.ts'
import { inkOn, readRgb, type Rgb } from './ink.ts'

const part = fc.nat({ max: 255 })
const anyColour = fc.tuple(part, part, part)
const SURFACES: Rgb[] = [
  [255, 255, 255],
  [244, 245, 247],
  [24, 26, 31],
  [38, 41, 48],
]

it('knows the ends of the scale', () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21)
  expect(contrast([9, 9, 9], [9, 9, 9])).toBe(1)
})

it('gives every accent an ink that can be read on it', () => {
  fc.assert(
    fc.property(anyColour, (colour) => {
      const ink: Rgb = inkOn(colour) === '#fff' ? [255, 255, 255] : [0, 0, 0]
      expect(contrast(ink, colour)).toBeGreaterThanOrEqual(4.5)
    })
  )
})

it('makes every accent readable on every surface we draw', () => {
  fc.assert(
    fc.property(anyColour, fc.constantFrom(...SURFACES), (colour, surface) => {
      expect(contrast(readableOn(colour, surface), surface)).toBeGreaterThanOrEqual(4.5)
    })
  )
})

it('leaves an accent alone where it is readable already', () => {
  expect(readableOn([0, 80, 160], [255, 255, 255])).toEqual([0, 80, 160])
})

it.each([
  ['rgb(1, 2, 3)', [1, 2, 3]],
  ['rgba(1, 2, 3, 0.5)', [1, 2, 3]],
  ['oklch(0.5 0.1 20)', null],
  ['red', null],
])('reads %s as %j', (text, colour) => {
  expect(readRgb(text)).toEqual(colour)
})
