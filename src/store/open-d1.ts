import { drizzle, type DrizzleD1Database } from 'drizzle-orm/d1'
import { Fault } from '../base/fault.ts'
import { currentSpan } from '../observability/current-span.ts'

export type Db = DrizzleD1Database

export const openD1 = (binding: D1Database): Db => drizzle(binding)

/** Every store verb runs inside this: what the database says stays in the log, callers see one Fault. */
export async function storing<T>(verb: string, run: () => Promise<T>): Promise<T> {
  try {
    return await currentSpan().span(verb, { 'db.system.name': 'sqlite', 'db.operation.name': verb }, run)
  } catch (cause) {
    throw new Fault('store_unavailable', { retryable: true, cause, detail: verb })
  }
}
