import * as composeV1 from './v1/compose.ts'
import * as claimsV1 from './v1/claims.ts'
import * as planV1 from './v1/plan.ts'
import * as composeV2 from './v2/compose.ts'

/** Why a reply is asked to go on: the stream broke, or our check stopped it. */
export type GoOnReason = 'broken' | 'stopped'

/** Everything a brain version says to a model. `canary` stands in `system` and must never be shown. */
export type PromptSet = {
  canary: string
  system: string
  goOn: Readonly<Record<GoOnReason, string>>
  plan: string
  claims: string
}

/** One entry a released folder. Version 2 differs in what composes only: one change is tried at a time. */
export const PROMPT_SETS = {
  v1: {
    canary: composeV1.CANARY,
    system: composeV1.SYSTEM,
    goOn: composeV1.GO_ON,
    plan: planV1.PLAN_SYSTEM,
    claims: claimsV1.CLAIM_SYSTEM,
  },
  v2: {
    canary: composeV2.CANARY,
    system: composeV2.SYSTEM,
    goOn: composeV2.GO_ON,
    plan: planV1.PLAN_SYSTEM,
    claims: claimsV1.CLAIM_SYSTEM,
  },
} as const satisfies Record<string, PromptSet>
