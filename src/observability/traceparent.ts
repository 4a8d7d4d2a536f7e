import type { Chance } from '../base/time.ts'

/** W3C trace context: 32 and 16 lower-case hex digits, never all zero. */
export type TraceContext = { traceId: string; spanId: string; sampled: boolean }

const SHAPE = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/

/** Null for anything the specification calls invalid; the caller then starts a trace of its own. */
export function readTraceparent(header: string | null | undefined): TraceContext | null {
  const match = header ? SHAPE.exec(header.trim()) : null
  if (!match) return null
  const [, version, traceId, spanId, flags, rest] = match as unknown as [
    string,
    string,
    string,
    string,
    string,
    string?,
  ]
  // Version 00 has exactly four fields; a later one may add some; ff is forbidden.
  if (version === 'ff' || (version === '00' && rest !== undefined)) return null
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return null
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 }
}

export const writeTraceparent = ({ traceId, spanId, sampled }: TraceContext): string =>
  `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`

const word = (chance: Chance) =>
  Math.floor(chance.random() * 0x1_0000_0000)
    .toString(16)
    .padStart(8, '0')

/** Not secret, only unlikely to repeat. The last digit is never zero, so the whole is never all zero. */
const neverZero = (hex: string) => (hex.endsWith('0') ? `${hex.slice(0, -1)}1` : hex)

export const mintTraceId = (chance: Chance): string =>
  neverZero(word(chance) + word(chance) + word(chance) + word(chance))
export const mintSpanId = (chance: Chance): string => neverZero(word(chance) + word(chance))
