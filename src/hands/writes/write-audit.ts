import type { WriteToolName } from '../../contracts/write-tools.ts'
import type { ToolContext, Trace } from '../toolbox/tool.ts'
import type { WriteDeps } from './write-deps.ts'

export type AuditedStep = {
  step: 'propose' | 'accept' | 'decline' | 'verify'
  tool: WriteToolName
  status: 'done' | 'refused' | 'failed'
  reason: string | null
  input: Trace
  startedMs: number
  authority?: string
}

/** One row for each exit of each step. A step that did not act is answered even when its row is lost; the loss is reported. */
export async function auditStep(deps: WriteDeps, context: ToolContext, step: AuditedStep): Promise<void> {
  try {
    await deps.log.recordAction({
      id: `act_${context.identity.sessionId}_${context.callId}_${step.step}`,
      sessionId: context.identity.sessionId,
      turnId: context.turnId,
      tool: step.tool,
      toolVersion: 1,
      actor: context.identity.subject,
      effect: step.tool === 'check_refund_policy' ? 'reads' : 'writes',
      input: { step: step.step, ...step.input },
      status: step.status,
      reason: step.reason,
      durationMs: deps.now() - step.startedMs,
      at: deps.now(),
      authority: step.authority ?? null,
    })
  } catch (error) {
    deps.reportFault(error, 'audit')
  }
}
