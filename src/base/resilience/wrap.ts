/** One try of something that may fail. It must honour the signal; `withTimeout` stops waiting even when it does not. */
export type Attempt<T> = (signal: AbortSignal) => Promise<T>
export type Wrap = <T>(attempt: Attempt<T>) => Attempt<T>

/** Outermost first: `around(breaker, retry, timeout)` reads as it runs. */
export const around =
  (...wraps: Wrap[]): Wrap =>
  (attempt) =>
    wraps.reduceRight((inner, wrap) => wrap(inner), attempt)
