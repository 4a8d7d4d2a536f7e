import { AsyncLocalStorage } from 'node:async_hooks'
import { NO_SPAN, type Span } from './span.ts'

/**
 * The span somebody is working in, for those too deep to be handed one: a store's verb, a call to the shop. Entered by
 * functions only, so what belongs to one turn is never seen by another. Nothing is entered where nothing is recorded.
 */
const scope = new AsyncLocalStorage<Span>()

export const currentSpan = (): Span => scope.getStore() ?? NO_SPAN

export const within = <T>(span: Span, run: () => T): T => (span === NO_SPAN ? run() : scope.run(span, run))
