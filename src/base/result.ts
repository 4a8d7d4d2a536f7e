/** A planned yes or no. Refusals are returned; only faults and bugs are thrown. */
export type Result<T, R> = { ok: true; value: T } | { ok: false; error: R }

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value })
export const refuse = <R>(error: R): { ok: false; error: R } => ({ ok: false, error })
