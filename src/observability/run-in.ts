import { within } from './current-span.ts'
import { errorType, type OpenSpan, type Span } from './span.ts'

/** Runs inside a span and ends it however that goes; a throw is marked on it and rethrown. */
export async function runIn<T>(span: OpenSpan, run: (span: Span) => Promise<T>): Promise<T> {
  try {
    return await within(span, () => run(span))
  } catch (thrown) {
    span.fail(errorType(thrown))
    throw thrown
  } finally {
    span.end()
  }
}
