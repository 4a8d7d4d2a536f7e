import { Fault, isFault } from '../../base/fault.ts'
import type { Timers } from '../../base/resilience/timers.ts'
import type { Wrap } from '../../base/resilience/wrap.ts'
import type { Clock } from '../../base/time.ts'
import type { ModelAsk, ModelDelta, ModelHop, ModelPort } from '../../contracts/model.ts'
import { costMicroUsd, type PriceTable } from '../budgets/price-table.ts'
import { openWatchdog, type Patience } from './watchdog.ts'

export type RunHopDeps = { now: Clock; timers: Timers; prices: PriceTable; breaker: Wrap }

export type HopAsk = {
  model: ModelPort
  ask: ModelAsk
  patience: Patience
  /** Takes text as it comes. False ends the stream: the reader has heard enough. A promise holds the stream meanwhile. */
  onText: (text: string) => boolean | Promise<boolean>
}

/** How a provider was left. `died` carries its fault; only `finished` and `length` are whole answers. */
export type HopEnd = { how: 'finished' | 'length' | 'content_filter' | 'stopped' | 'died'; hop: ModelHop }

type Heard = {
  firstMs: number | null
  chars: number
  end: Extract<ModelDelta, { kind: 'end' }> | null
  stopped: boolean
}

/** Asks one provider once. Never throws: a fault is how the hop ended. A stream that has begun is never asked again. */
export async function runHop(deps: RunHopDeps, hop: HopAsk, signal: AbortSignal): Promise<HopEnd> {
  const startedMs = deps.now()
  const heard: Heard = { firstMs: null, chars: 0, end: null, stopped: false }
  try {
    await deps.breaker((inner) => listen(deps, hop, heard, inner))(signal)
  } catch (error) {
    return { how: 'died', hop: recordHop(deps, hop, heard, startedMs, nameOf(error)) }
  }
  const how = heard.stopped ? 'stopped' : howItEnded(heard.end?.reason)
  const left = how === 'finished' || how === 'length' ? null : how
  return { how, hop: recordHop(deps, hop, heard, startedMs, left) }
}

function howItEnded(reason: Extract<ModelDelta, { kind: 'end' }>['reason'] | undefined): HopEnd['how'] {
  return reason === 'length' || reason === 'content_filter' ? reason : 'finished'
}

async function listen(deps: RunHopDeps, { model, ask, patience, onText }: HopAsk, heard: Heard, outer: AbortSignal) {
  const inner = new AbortController()
  let give: (fault: Fault) => void = () => undefined
  const gaveUp = new Promise<never>((_, reject) => (give = reject))
  const leave = (fault: Fault) => {
    give(fault)
    inner.abort(fault)
  }
  const onAbort = () => leave(isFault(outer.reason) ? outer.reason : new Fault('aborted', { retryable: false }))
  if (outer.aborted) onAbort()
  outer.addEventListener('abort', onAbort, { once: true })
  const watchdog = openWatchdog(deps, patience, leave)
  const read = async () => {
    for await (const delta of model.stream(ask, inner.signal)) {
      if (inner.signal.aborted) return
      if (delta.kind === 'end') {
        heard.end = delta
        continue
      }
      watchdog.beat()
      heard.firstMs ??= deps.now()
      heard.chars += delta.text.length
      // No promise for a word that needs none: this runs once a token.
      const goesOn = onText(delta.text)
      if (goesOn === true || (goesOn !== false && (await goesOn))) continue
      heard.stopped = true
      return
    }
  }
  try {
    // A race, so that a provider deaf to its signal cannot hold the turn.
    await Promise.race([read(), gaveUp])
  } finally {
    watchdog.stop()
    outer.removeEventListener('abort', onAbort)
    gaveUp.catch(() => undefined) // nobody else may be listening when the stream ended first
  }
}

const nameOf = (error: unknown): string => (isFault(error) ? error.message.slice(0, 120) : 'bug')

/** What it cost is counted also for what was thrown away: a provider that died in the middle still sends a bill. */
function recordHop(
  deps: RunHopDeps,
  { model, ask }: HopAsk,
  heard: Heard,
  startedMs: number,
  left: string | null
): ModelHop {
  const usage = heard.end?.usage ?? {
    // A breaker that was open let nothing out.
    inputTokens:
      left === 'breaker_open' ? 0 : Math.ceil(ask.messages.reduce((sum, each) => sum + each.content.length, 0) / 4),
    outputTokens: Math.ceil(heard.chars / 4),
  }
  const { inputTokens, outputTokens } = usage
  return {
    purpose: 'compose',
    provider: model.provider,
    model: model.model,
    latencyMs: deps.now() - startedMs,
    firstTokenMs: heard.firstMs === null ? null : heard.firstMs - startedMs,
    inputTokens,
    outputTokens,
    costMicroUsd: costMicroUsd(deps.prices, model.model, inputTokens, outputTokens),
    left,
    ...(heard.end?.logId === undefined ? {} : { logId: heard.end.logId }),
  }
}
