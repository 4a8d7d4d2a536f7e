import type { ModelDelta, ModelPort } from '../../contracts/model.ts'
import type { Span } from '../../observability/span.ts'

/** The same model with a span around each call, a child of the turn's. Costs two objects a call, nothing a token. */
export function tracedModel(model: ModelPort, parent: Span): ModelPort {
  const attributes = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': model.provider,
    'gen_ai.request.model': model.model,
  } as const
  return {
    provider: model.provider,
    model: model.model,
    generateJson: (ask, signal) =>
      parent.span(`chat ${model.model}`, { ...attributes, 'gen_ai.output.type': 'json' }, async (span) => {
        const reply = await model.generateJson(ask, signal)
        span.set({
          'gen_ai.usage.input_tokens': reply.usage.inputTokens,
          'gen_ai.usage.output_tokens': reply.usage.outputTokens,
          'counterhand.gateway_log_id': reply.logId,
        })
        return reply
      }),
    stream: (ask, signal) => tracedStream(model.stream(ask, signal), parent, model.model, attributes),
  }
}

async function* tracedStream(
  deltas: AsyncIterable<ModelDelta>,
  parent: Span,
  name: string,
  attributes: Parameters<Span['start']>[1]
): AsyncIterable<ModelDelta> {
  const span = parent.start(`chat ${name}`, attributes)
  try {
    for await (const delta of deltas) {
      if (delta.kind === 'end') {
        span.set({
          'gen_ai.usage.input_tokens': delta.usage.inputTokens,
          'gen_ai.usage.output_tokens': delta.usage.outputTokens,
          'counterhand.gateway_log_id': delta.logId,
        })
      }
      yield delta
    }
  } catch (error) {
    span.fail(error instanceof Error ? error.name : 'thrown')
    throw error
  } finally {
    span.end()
  }
}
