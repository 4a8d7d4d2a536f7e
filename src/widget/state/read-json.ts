import type { SessionMode } from '../../contracts/chat-api.ts'

/** An object whose fields are not yet believed. */
export type Bag = Record<string, unknown>
export const isBag = (value: unknown): value is Bag => typeof value === 'object' && value !== null
export const asText = (value: unknown): string => (typeof value === 'string' ? value : '')
export const asMode = (value: unknown): SessionMode => (value === 'waiting' || value === 'person' ? value : 'bot')

/**
 * `value` in the shape of `blank`, field by field: what is missing or of another kind is as in `blank`, what `blank`
 * does not name is left out. A list in `blank` holds the shape of its items. Numbers are whole.
 */
export function readLike<Shape>(blank: Shape, value: unknown): Shape {
  return like(blank, value) as Shape
}

function like(blank: unknown, value: unknown): unknown {
  if (Array.isArray(blank)) return Array.isArray(value) ? value.filter(isBag).map((each) => like(blank[0], each)) : []
  if (isBag(blank)) {
    const bag = isBag(value) ? value : {}
    return Object.fromEntries(Object.entries(blank).map(([name, field]) => [name, like(field, bag[name])]))
  }
  if (typeof blank === 'number') return Number.isSafeInteger(value) ? value : blank
  return typeof value === typeof blank ? value : blank
}
