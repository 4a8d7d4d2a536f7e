import { expect, it } from 'vitest'
import { decideKeep, isSampled } from './decide-keep.ts'
import { mintSpanId, mintTraceId, readTraceparent, writeTraceparent } from './traceparent.ts'

const T = 'ab'.repeat(16)
const S = 'cd'.repeat(8)

it.each([
  [`00-${T}-${S}-01`, { traceId: T, spanId: S, sampled: true }],
  [`00-${T}-${S}-00`, { traceId: T, spanId: S, sampled: false }],
  [`01-${T}-${S}-01-more`, { traceId: T, spanId: S, sampled: true }],
  [`00-${T}-${S}-01-more`, null],
  [`ff-${T}-${S}-01`, null],
  [`00-${'0'.repeat(32)}-${S}-01`, null],
  [`00-${T}-${'0'.repeat(16)}-01`, null],
  [`00-${T.toUpperCase()}-${S}-01`, null],
  ['', null],
  [null, null],
])('reads %j', (header, context) => {
  expect(readTraceparent(header)).toEqual(context)
})

it('writes what it reads', () => {
  const header = `00-${T}-${S}-01`
  expect(writeTraceparent(readTraceparent(header)!)).toBe(header)
})

it('never mints an id of zeros only', () => {
  const chance = { uuid: () => '', random: () => 0 }
  expect(mintTraceId(chance)).toBe(`${'0'.repeat(31)}1`)
  expect(mintSpanId(chance)).toBe(`${'0'.repeat(15)}1`)
})

it.each([
  ['error', 0, 'error'],
  ['write', 0, 'write'],
  [null, 0, null],
  [null, 1, 'sampled'],
  [null, 0.5, null],
] as const)('keep %s at rate %s is %s', (keep, sampleRate, kept) => {
  expect(decideKeep({ keep, isSampled: isSampled(`${'0'.repeat(24)}c0000000`, sampleRate) })).toBe(kept)
})
