/** Why a trace is worth its bytes whatever the sampling says. */
export type KeepReason = 'error' | 'handoff' | 'write'
export type TraceFacts = { keep: KeepReason | null; isSampled: boolean }

/**
 * Errors, handoffs and writes are always kept. The rest by the trace id alone (`isSampled`), so every part of one trace
 * decides alike without asking. A stranger's `sampled` flag is not obeyed: anyone may send one.
 */
export const decideKeep = ({ keep, isSampled: sampled }: TraceFacts): KeepReason | 'sampled' | null =>
  keep ?? (sampled ? 'sampled' : null)

export function isSampled(traceId: string, sampleRate: number): boolean {
  if (sampleRate >= 1) return true
  if (!(sampleRate > 0)) return false
  return Number.parseInt(traceId.slice(-8), 16) / 0x1_0000_0000 < sampleRate
}
