import type { Seeing } from '../../observability/open-seeing.ts'
import type { SessionDeps } from '../../session/session.ts'
import type { Writes } from '../wire-writes.ts'
import { clock } from '../platform.ts'
import { toolAttributes } from './tool-attributes.ts'

type Cards = Pick<SessionDeps, 'answerConsent' | 'checkCode'>

/** What a click or a code starts is outside any turn: a trace of its own, a part of its request's, and always kept. */
export const seeCards = (seeing: Seeing, { answerConsent, checkCode }: Pick<Writes, keyof Cards>): Cards => ({
  answerConsent: (ask, context) =>
    seeing.span(
      'execute_tool answer_consent',
      toolAttributes('answer_consent', context.callId),
      async (span) => {
        span.keep('write')
        const startedMs = clock()
        const outcome = await answerConsent(ask, context)
        const detail = outcome.ok ? outcome.value.kind : outcome.error.reason
        span.set({ 'counterhand.tool_outcome': detail })
        seeing.measure({ point: 'write', detail, duration_ms: clock() - startedMs })
        if (!outcome.ok) span.fail(outcome.error.reason)
        void seeing.flush()
        return outcome
      },
      ask.traceparent
    ),
  checkCode: (ask, context) =>
    seeing.span(
      'execute_tool check_code',
      toolAttributes('check_code', context.callId),
      async (span) => {
        const outcome = await checkCode(ask, context)
        span.set({ 'counterhand.tool_outcome': outcome.kind })
        return outcome
      },
      ask.traceparent
    ),
})
