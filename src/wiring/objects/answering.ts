import { refuse, type Result } from '../../base/result.ts'

/**
 * Carries a call into an object: starts it first, and turns what is thrown into a refusal. Across Durable Object RPC
 * an error keeps its message and loses `code` and `retryable`, so nothing is thrown across it at all.
 */
export const answering =
  (start: () => Promise<void>, report: (error: unknown) => void) =>
  async <T, R>(run: () => Promise<Result<T, R>>): Promise<Result<T, R | { reason: 'broken' }>> => {
    try {
      await start()
      return await run()
    } catch (error) {
      report(error)
      return refuse({ reason: 'broken' })
    }
  }
