import * as z from 'zod'
import { ok } from '../../base/result.ts'
import { defineTool } from './tool.ts'

/** Checked by tsc: each line under an expect-error must not compile. */
const base = {
  name: 'issue_refund',
  version: 1,
  tells: '',
  input: z.strictObject({ order_id: z.string() }),
  traceOf: () => ({}),
  permit: async () => ok(null),
}
const act = async () => ok(null)
const draft = () => ({})

defineTool({ ...base, effect: 'reads', needs: 'nobody', act })
defineTool({ ...base, effect: 'moves_money', needs: 'order_verified', asksConsent: true, draft, act })

// @ts-expect-error money without consent
defineTool({ ...base, effect: 'moves_money', needs: 'order_verified', draft, act })
// @ts-expect-error a write that says it needs no consent
defineTool({ ...base, effect: 'writes', needs: 'order_verified', asksConsent: false, draft, act })
// @ts-expect-error a write for anybody
defineTool({ ...base, effect: 'writes', needs: 'nobody', asksConsent: true, draft, act })
// @ts-expect-error a write that shows no card
defineTool({ ...base, effect: 'writes', needs: 'order_verified', asksConsent: true, act })
