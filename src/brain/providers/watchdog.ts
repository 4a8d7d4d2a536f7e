import { Fault } from '../../base/fault.ts'
import type { Timers } from '../../base/resilience/timers.ts'
import type { Clock } from '../../base/time.ts'

export type Patience = { firstTokenMs: number; stallMs: number; deadlineMs: number }
export type Watchdog = { beat(): void; stop(): void }

/**
 * Watches one stream: first word, gaps between words, and the turn's end. One timer at a time, set again only when it
 * rings, so that a word costs a clock reading and no timer.
 */
export function openWatchdog(
  { now, timers }: { now: Clock; timers: Timers },
  patience: Patience,
  bark: (fault: Fault) => void
): Watchdog {
  let lastBeat = now()
  let begun = false
  let timer: unknown = null
  const dueMs = () => Math.min(lastBeat + (begun ? patience.stallMs : patience.firstTokenMs), patience.deadlineMs)
  const set = () => {
    timer = timers.set(ring, Math.max(0, dueMs() - now()))
  }
  const ring = () => {
    if (now() < dueMs()) return set()
    const detail = now() >= patience.deadlineMs ? 'turn budget' : begun ? 'stalled' : 'no first word'
    bark(new Fault('upstream_timeout', { retryable: true, detail }))
  }
  set()
  return {
    beat() {
      lastBeat = now()
      if (begun) return
      begun = true
      // Stalls are shorter than first words: the timer in place would ring too late.
      timers.clear(timer)
      set()
    },
    stop: () => timers.clear(timer),
  }
}
