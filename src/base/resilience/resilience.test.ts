import { describe, expect, it } from 'vitest'
import { Fault, isFault } from '../fault.ts'
import { openBreakerLedger, type BreakerLedger } from './breaker-ledger.ts'
import { CLOSED, decideBreaker, type BreakerState } from './decide-breaker.ts'
import { openBreaker } from './open-breaker.ts'
import { pause, type Timers } from './timers.ts'
import { fullJitter, jitterMs, withRetry } from './with-retry.ts'
import { withTimeout } from './with-timeout.ts'
import { around, type Wrap } from './wrap.ts'

const NOW = 1_795_357_848_000
const never = new AbortController().signal
const down = () => new Fault('upstream_5xx', { retryable: true })

/** Timers that fire only when told, and remember what was left pending. */
function handTimers() {
  const pending = new Map<number, { run: () => void; ms: number }>()
  let next = 0
  const timers: Timers = {
    set: (run, ms) => (pending.set(++next, { run, ms }), next),
    clear: (timer) => void pending.delete(timer as number),
  }
  const fire = () => [...pending.values()].forEach((each) => each.run())
  return { timers, pending, fire }
}

it('wraps from the outside in', async () => {
  const said: string[] = []
  const say =
    (word: string): Wrap =>
    (attempt) =>
    (signal) => (said.push(word), attempt(signal))
  await around(say('breaker'), say('retry'), say('timeout'))(async () => 1)(never)
  expect(said).toEqual(['breaker', 'retry', 'timeout'])
})

describe('withTimeout', () => {
  it('passes an answer through and leaves no timer', async () => {
    const { timers, pending } = handTimers()
    expect(await withTimeout(50, timers)(async () => 7)(never)).toBe(7)
    expect(pending.size).toBe(0)
  })

  it('ends an attempt that never answers, deaf or not, and leaves no timer', async () => {
    const { timers, pending, fire } = handTimers()
    const tried = withTimeout(50, timers)(() => new Promise(() => undefined))(never)
    fire()
    await expect(tried).rejects.toMatchObject({ code: 'upstream_timeout', retryable: true })
    expect(pending.size).toBe(0)
  })

  it('tells the attempt to stop', async () => {
    const { timers, fire } = handTimers()
    let inner: AbortSignal | undefined
    const tried = withTimeout(50, timers)((signal) => ((inner = signal), new Promise(() => undefined)))(never)
    fire()
    await expect(tried).rejects.toThrow('upstream_timeout')
    expect(inner?.aborted).toBe(true)
  })

  it('says aborted, not timed out, when the caller leaves', async () => {
    const caller = new AbortController()
    const tried = withTimeout(50)(() => new Promise(() => undefined))(caller.signal)
    caller.abort()
    await expect(tried).rejects.toMatchObject({ code: 'aborted', retryable: false })
    await expect(withTimeout(50)(async () => 1)(caller.signal)).rejects.toMatchObject({ code: 'aborted' })
  })
})

describe('withRetry', () => {
  const atOnce = async () => undefined
  const failing = (times: number, fault = down) => {
    let tries = 0
    return { attempt: async () => (++tries <= times ? Promise.reject(fault()) : tries), tries: () => tries }
  }

  it('tries again what may be retried, up to its number', async () => {
    expect(await withRetry(3, atOnce)(failing(2).attempt)(never)).toBe(3)
    const hopeless = failing(9)
    await expect(withRetry(3, atOnce)(hopeless.attempt)(never)).rejects.toThrow('upstream_5xx')
    expect(hopeless.tries()).toBe(3)
  })

  it('never tries again a fault that says no, or a bug', async () => {
    const final = failing(1, () => new Fault('upstream_4xx', { retryable: false }))
    await expect(withRetry(3, atOnce)(final.attempt)(never)).rejects.toThrow('upstream_4xx')
    expect(final.tries()).toBe(1)
    const bug = failing(1, () => new TypeError('ours') as never)
    await expect(withRetry(3, atOnce)(bug.attempt)(never)).rejects.toThrow('ours')
    expect(bug.tries()).toBe(1)
  })

  it('stops when the shopper leaves during the pause', async () => {
    const caller = new AbortController()
    const sick = failing(9)
    const { timers, pending } = handTimers()
    const tried = withRetry(
      3,
      fullJitter({ baseMs: 100, maxMs: 500 }, () => 0.5, timers)
    )(sick.attempt)(caller.signal)
    await new Promise((resolve) => setImmediate(resolve))
    caller.abort()
    await expect(tried).rejects.toThrow('upstream_5xx')
    expect([sick.tries(), pending.size]).toEqual([1, 0])
  })

  it.each([
    [1, 0, 0],
    [1, 0.999, 99],
    [3, 0.5, 200],
    [9, 0.999, 499],
  ])('waits anywhere up to the step: try %i at %d is %i ms', (tryNo, random, ms) => {
    expect(jitterMs(tryNo, { baseMs: 100, maxMs: 500 }, random)).toBe(ms)
  })

  it('obeys a short Retry-After and bounds a long one', async () => {
    for (const [retryAfterMs, waited] of [
      [300, 300],
      [60_000, 500],
    ]) {
      const { timers, pending, fire } = handTimers()
      const paused = fullJitter({ baseMs: 100, maxMs: 500 }, () => 0, timers)(1, retryAfterMs, never)
      expect([...pending.values()][0]!.ms).toBe(waited)
      fire()
      await paused
    }
  })

  it('pauses for nobody once aborted', async () => {
    await expect(pause(60_000, AbortSignal.abort())).resolves.toBeUndefined()
  })
})

describe('decideBreaker', () => {
  const failTimes = (state: BreakerState, ...atMs: number[]) =>
    atMs.reduce((now, at) => decideBreaker(now, 'failed', at).state, state)

  it('opens on the fifth failure in 60 s, not on the fourth', () => {
    const four = failTimes(CLOSED, NOW, NOW + 1, NOW + 2, NOW + 3)
    expect(decideBreaker(four, 'asked', NOW + 4).verdict).toEqual({ go: true, probe: false })
    const five = failTimes(four, NOW + 59_999)
    expect(five).toEqual({ kind: 'open', untilMs: NOW + 89_999 })
    expect(decideBreaker(five, 'asked', NOW + 60_000).verdict).toEqual({ go: false, retryAfterMs: 29_999 })
  })

  it('forgets failures older than a minute', () => {
    const state = failTimes(CLOSED, NOW, NOW, NOW, NOW, NOW + 60_000)
    expect(state).toEqual({ kind: 'closed', failedAtMs: [NOW + 60_000] })
  })

  it('lets exactly one probe through after 30 s', () => {
    const open: BreakerState = { kind: 'open', untilMs: NOW }
    const first = decideBreaker(open, 'asked', NOW)
    expect(first.verdict).toEqual({ go: true, probe: true })
    expect(decideBreaker(first.state, 'asked', NOW + 1).verdict.go).toBe(false)
    expect(decideBreaker(first.state, 'asked', NOW + 30_000).verdict).toEqual({ go: true, probe: true })
  })

  it('closes on a good probe and rests again on a bad one', () => {
    const probing: BreakerState = { kind: 'probing', untilMs: NOW + 30_000 }
    expect(decideBreaker(probing, 'succeeded', NOW).state).toEqual(CLOSED)
    expect(decideBreaker(probing, 'failed', NOW).state).toEqual({ kind: 'open', untilMs: NOW + 30_000 })
  })

  it('is not moved by stragglers while open', () => {
    const open: BreakerState = { kind: 'open', untilMs: NOW + 9 }
    expect(decideBreaker(open, 'succeeded', NOW).state).toBe(open)
    expect(decideBreaker(open, 'failed', NOW).state).toBe(open)
  })
})

describe('openBreaker', () => {
  function rig(broken = false) {
    let nowMs = NOW
    let kept: BreakerState | undefined
    const hops: string[] = []
    const work: Promise<unknown>[] = []
    const shelf = { load: () => kept, save: (state: BreakerState) => void (kept = state) }
    const real = openBreakerLedger({ shelf, now: () => nowMs })
    const hop = <T>(name: string, run: () => Promise<T>) => {
      hops.push(name)
      return broken ? Promise.reject(new Error('no ledger')) : run()
    }
    const ledger: BreakerLedger = {
      read: () => hop('read', () => real.read()),
      ask: () => hop('ask', () => real.ask()),
      report: (event) => hop(event, () => real.report(event)),
    }
    const isolate = () => openBreaker({ ledger, now: () => nowMs, background: (each) => void work.push(each) })
    const settle = async () => void (await Promise.all(work.splice(0)))
    return { isolate, hops, settle, pass: (ms: number) => void (nowMs += ms) }
  }
  const good = async () => 'fine'
  const bad = async () => Promise.reject(down())
  const trip = async (breaker: Wrap, settle: () => Promise<void>) => {
    for (let time = 0; time < 5; time++) await expect(breaker(bad)(never)).rejects.toThrow('upstream_5xx')
    await settle()
  }

  it('pays no hop for a healthy call, and one read behind it every 5 s', async () => {
    const { isolate, hops, settle, pass } = rig()
    const breaker = isolate()
    for (let call = 0; call < 100; call++) await breaker(good)(never)
    await settle()
    expect(hops).toEqual(['read'])
    pass(5_001)
    for (let call = 0; call < 100; call++) await breaker(good)(never)
    expect(hops).toEqual(['read', 'read'])
  })

  it('opens for the session that failed and for every other isolate', async () => {
    const { isolate, settle, pass } = rig()
    const [one, other] = [isolate(), isolate()]
    await other(good)(never)
    await trip(one, settle)
    await expect(one(good)(never)).rejects.toMatchObject({ code: 'breaker_open', retryAfterMs: 30_000 })
    pass(5_001)
    await other(good)(never)
    await settle()
    await expect(other(good)(never)).rejects.toMatchObject({ code: 'breaker_open' })
  })

  it('sends one probe after the rest, and all may pass when it is good', async () => {
    const { isolate, settle, pass } = rig()
    const breaker = isolate()
    await trip(breaker, settle)
    pass(30_000)
    let release: (word: string) => void = () => undefined
    const probe = breaker(() => new Promise((resolve) => (release = resolve)))(never)
    await new Promise((resolve) => setImmediate(resolve))
    await expect(breaker(good)(never)).rejects.toMatchObject({ code: 'breaker_open' })
    release('back')
    expect(await probe).toBe('back')
    await settle()
    expect(await breaker(good)(never)).toBe('fine')
  })

  it('lets calls pass when the ledger is silent', async () => {
    const { isolate, settle } = rig(true)
    const breaker = isolate()
    await trip(breaker, settle)
    expect(await breaker(good)(never)).toBe('fine')
  })

  it('does not count refusals, bad requests or bugs', async () => {
    const { isolate, settle, hops } = rig()
    const breaker = isolate()
    for (let time = 0; time < 9; time++) {
      await breaker(async () => Promise.reject(new Fault('upstream_4xx', { retryable: false })))(never).catch(isFault)
      await breaker(async () => Promise.reject(new TypeError('ours')))(never).catch(isFault)
    }
    await settle()
    expect(hops).toEqual(['read'])
    expect(await breaker(good)(never)).toBe('fine')
  })
})
