import type { LLMock } from '@copilotkit/aimock'
import { openBreakerLedger } from '../../base/resilience/breaker-ledger.ts'
import { CLOSED, type BreakerState } from '../../base/resilience/decide-breaker.ts'
import { openBreaker } from '../../base/resilience/open-breaker.ts'
import { DEFAULT_PRICES } from '../budgets/price-table.ts'
import { composeInto } from '../compose/compose.ts'
import { PROVEN_VERSION } from '../versions/brain-version.ts'
import { FAULT_BUDGETS, FAULT_CASES, modelOfCase } from './provider-faults.ts'
import { composeAsk, orderOutcome } from './turns.ts'

export type BreakerStep = { atMs: number; provider: 'sick' | 'well'; left: string | null }

/** Five failures, an ask while it is open, and after 30 s the probe that closes it: what the first link's hop says at each step. */
export async function playBreaker(mock: LLMock): Promise<BreakerStep[]> {
  let [nowMs, state] = [0, CLOSED as BreakerState]
  const now = () => nowMs
  const breaker = openBreaker({
    ledger: openBreakerLedger({ shelf: { load: () => state, save: (next) => void (state = next) }, now }),
    now,
    background: (work) => void work.catch(() => undefined),
  })
  const at = { sick: caseNo('500'), well: caseNo('healthy') }
  const steps: BreakerStep[] = []
  const ask = async (provider: BreakerStep['provider']) => {
    const deps = {
      version: { ...PROVEN_VERSION, budgets: FAULT_BUDGETS },
      models: { small: [modelOfCase(mock, FAULT_CASES[at[provider]]!, at[provider], fetch)], large: [] },
      breakerOf: () => breaker,
      prices: DEFAULT_PRICES,
      now: () => performance.now(),
      isAllowedLink: () => false,
    }
    const asked = composeAsk({ outcomes: [orderOutcome()], nowMs: performance.now() })
    let left: string | null = 'nobody was asked'
    const { signal } = new AbortController()
    await composeInto(deps, asked, (part) => part.kind === 'end' && (left = part.hops[0]!.left), signal)
    // What the breaker learns, it learns behind the answer.
    await new Promise((resolve) => setImmediate(resolve))
    steps.push({ atMs: nowMs, provider, left })
  }
  for (let failure = 0; failure < 5; failure++) await ask('sick')
  await ask('well')
  nowMs += 31_000
  await ask('well')
  await ask('well')
  return steps
}

const caseNo = (name: string): number => FAULT_CASES.findIndex((each) => each.name === name)
