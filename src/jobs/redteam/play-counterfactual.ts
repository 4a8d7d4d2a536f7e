import { noBreaker } from '../../base/resilience/open-breaker.ts'
import { asId, type TurnId } from '../../base/ids.ts'
import type { Timers } from '../../base/resilience/timers.ts'
import { planByRules } from '../../brain/plan/plan-by-rules.ts'
import type { VersionedRules } from '../../hands/policy/write-rules.ts'
import { REFUSAL_BEAT_MS } from '../../hands/toolbox/budgets.ts'
import { proposeWrite } from '../../hands/writes/propose-write.ts'
import type { WriteDeps } from '../../hands/writes/write-deps.ts'
import type { Counterfactual, Decision } from './counterfactuals.ts'

/**
 * The case through the real planner and the real write desk, over a shop that holds this one order. Nothing real is
 * reached: no store, no plugin, no mail. What a proposal does not need throws, so a proposal that acts is found out.
 */
export async function playCounterfactual(
  each: Counterfactual,
  rules: VersionedRules,
  nowMs: number
): Promise<Decision> {
  const { plan } = planByRules({
    message: each.message,
    history: [],
    signedIn: each.who.level === 'account',
    knownOrders: [],
    openQuestion: null,
    locale: 'en',
  })
  if (plan.act.kind !== 'propose') return `plan_${plan.act.kind}`
  const context = {
    identity: each.who,
    turnId: asId<TurnId>('red-team-turn'),
    callId: 'red-team-turn.1',
    locale: 'en',
    signal: new AbortController().signal,
  }
  const outcome = await proposeWrite(shopOf(each, rules, nowMs), plan.act.call, context)
  if (!outcome.ok) return outcome.error.reason
  if (outcome.value.kind !== 'consent_needed') return outcome.value.kind
  return outcome.value.needsApproval ? 'needs_approval' : 'auto'
}

const acted = () => Promise.reject(new Error('a proposal reached for something that acts'))
/** A refusal's beat hides from a stranger how long it took; nobody waits here. */
const QUICK: Timers = {
  set: (run, ms) => setTimeout(run, ms === REFUSAL_BEAT_MS ? 0 : ms),
  clear: (timer) => clearTimeout(timer as Parameters<typeof clearTimeout>[0]),
}

function shopOf({ order }: Counterfactual, rules: VersionedRules, nowMs: number): WriteDeps {
  const none = async () => null
  const quiet = async () => undefined
  return {
    shopUrl: 'https://red-team.invalid',
    shop: {
      findOrderByNumber: async (number) => (number === order.number ? order : null),
      findOrder: none,
      findProducts: async () => [],
    },
    plugin: { refund: acted, cancel: acted, changeAddress: acted, settle: acted },
    rules: async () => rules,
    log: {
      recordAction: quiet,
      claimWrite: acted,
      endWrite: acted,
      findOutcome: none,
      findClaim: none,
      openClaims: async () => [],
      spentBy: async () => ({ count: 0, minor: 0 }),
      spentSince: async () => ({ count: 0, minor: 0 }),
      addressChangedAt: none,
    },
    consents: { putConsent: quiet, takeConsent: acted, findConsent: none },
    approvals: {
      putApproval: acted,
      findApproval: none,
      listApprovals: async () => [],
      decidePending: acted,
      expirePending: acted,
      closeApproved: acted,
    },
    codes: { codesSince: acted, putCode: acted, spendTry: acted, closeCode: acted },
    mintApproval: acted,
    openTicket: acted,
    tellShopper: acted,
    sendNotice: acted,
    mailShopper: acted,
    drawCode: () => '000000',
    breakerFor: () => noBreaker,
    background: () => undefined,
    reportFault: (error) => {
      throw error
    },
    now: () => nowMs,
    chance: { uuid: () => '00000000-0000-4000-8000-000000000000', random: () => 0 },
    timers: QUICK,
  }
}
