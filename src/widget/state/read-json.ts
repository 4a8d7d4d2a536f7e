import type { SessionMode } from '../../contracts/chat-api.ts'

/** An object whose fields are not yet believed. */
export type Bag = Record<string, unknown>
export const isBag = (value: unknown): value is Bag => typeof value === 'object' && value !== null
export const asText = (value: unknown): string => (typeof value === 'string' ? value : '')
export const asMode = (value: unknown): SessionMode => (value === 'waiting' || value === 'person' ? value : 'bot')
