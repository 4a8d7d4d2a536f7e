import type * as z from 'zod'
import type { TurnId } from '../../base/ids.ts'
import type { Result } from '../../base/result.ts'
import type { Identity } from '../../contracts/identity.ts'
import type { ToolRefusal } from '../../contracts/tools.ts'

/** Who asks and when. Built by the session from the token and its own records, never from a message or a model. */
export type ToolContext = {
  identity: Identity
  turnId: TurnId
  callId: string
  locale: string
  signal: AbortSignal
  /** Earlier shopper messages, oldest first; only `kb_search` reads them. */
  history?: string[]
}

/**
 * `tells_staff` writes a row for our own people and changes nothing of the shopper's, so it needs no consent.
 * `writes` and `moves_money` change an order.
 */
export type Effect = 'reads' | 'tells_staff' | 'writes' | 'moves_money'
export type Need = 'nobody' | 'account' | 'order_verified'

/** Arguments as they may be written into the audit trail: ids, counts and codes, never a person's words. */
export type Trace = Record<string, string | number | boolean | null>

type ToolBase<Input, Grant, Refusal> = {
  name: string
  version: number
  /** For the model that plans. */
  tells: string
  input: z.ZodType<Input>
  traceOf(input: Input): Trace
  /** Look-ups and permission. What it grants is all that `act` may touch. Safe to repeat; retried when it fails. */
  permit(input: Input, context: ToolContext): Promise<Result<Grant, Refusal>>
}

export type ReadTool<Input, Grant, Output, Refusal = ToolRefusal> = ToolBase<Input, Grant, Refusal> & {
  effect: 'reads' | 'tells_staff'
  needs: Need
  asksConsent?: false
  act(input: Input, grant: Grant, context: ToolContext): Promise<Result<Output, Refusal>>
}

/** Money and writes without consent cannot be declared, so they cannot be forgotten. */
export type WriteTool<Input, Grant, Draft, Output, Refusal> = ToolBase<Input, Grant, Refusal> & {
  effect: 'writes' | 'moves_money'
  needs: 'order_verified'
  asksConsent: true
  /** Exactly what will happen, for the card. Its canonical form is what the shopper's consent is bound to. */
  draft(input: Input, grant: Grant, context: ToolContext): Draft
  act(input: Input, grant: Grant, agreed: Draft, context: ToolContext): Promise<Result<Output, Refusal>>
}

export function defineTool<Input, Grant, Output>(tool: ReadTool<Input, Grant, Output>): ReadTool<Input, Grant, Output>
export function defineTool<Input, Grant, Draft, Output, Refusal>(
  tool: WriteTool<Input, Grant, Draft, Output, Refusal>
): WriteTool<Input, Grant, Draft, Output, Refusal>
export function defineTool(tool: unknown): unknown {
  return tool
}

/** A tool with its types closed in, so that a table can hold tools of every type. */
export type SealedTool = {
  effect: Effect
  needs: Need
  /** Null when the input does not fit the schema. Otherwise one whole try, permission included, safe to repeat. */
  prepare(input: unknown): { trace: Trace; attempt(context: ToolContext): Promise<Result<unknown, ToolRefusal>> } | null
}

export const sealTool = <Input, Grant, Output>(tool: ReadTool<Input, Grant, Output>): SealedTool => ({
  effect: tool.effect,
  needs: tool.needs,
  prepare(raw) {
    const parsed = tool.input.safeParse(raw)
    if (!parsed.success) return null
    const input = parsed.data
    return {
      trace: tool.traceOf(input),
      async attempt(context) {
        const granted = await tool.permit(input, context)
        return granted.ok ? tool.act(input, granted.value, context) : granted
      },
    }
  },
})
