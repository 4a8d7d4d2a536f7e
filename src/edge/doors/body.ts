import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type * as z from 'zod'
import { refuse, ok, type Result } from '../../base/result.ts'
import { answerError } from '../answer-fault.ts'
import type { EdgeVariables } from '../edge-variables.ts'

/** Refuses a body over the limit before it is read, and while it is read when it does not say its length. */
export function bodyUnder(maxBytes: number, roomier: Record<string, number> = {}): MiddlewareHandler<EdgeVariables> {
  const usual = limitTo(maxBytes)
  const others = new Map(Object.entries(roomier).map(([path, bytes]) => [path, limitTo(bytes)]))
  return (c, next) => (others.get(c.req.path) ?? usual)(c, next)
}

const limitTo = (maxBytes: number): MiddlewareHandler<EdgeVariables> =>
  bodyLimit({
    maxSize: maxBytes,
    onError: (c) =>
      answerError(
        c as Context<EdgeVariables>,
        413,
        'too_large',
        `Please send at most ${Math.floor(maxBytes / 1024)} KB.`
      ),
  })

/** A body that is JSON and of this shape, or the answer that says what is wrong with it. */
export async function readBody<Schema extends z.ZodType>(
  c: Context<EdgeVariables>,
  schema: Schema
): Promise<Result<z.output<Schema>, Response>> {
  let body: unknown
  try {
    body = await c.req.json()
  } catch {
    // Not JSON is the caller's mistake, said plainly; the parser's own words would help nobody.
    return refuse(answerError(c, 400, 'bad_json', 'The body is not valid JSON.'))
  }
  const parsed = schema.safeParse(body)
  if (parsed.success) return ok(parsed.data)
  const [first] = parsed.error.issues
  const where = first?.path.join('.') || 'body'
  // The issue names the field and the rule, never the value.
  return refuse(answerError(c, 400, 'bad_request', `${where}: ${first?.message ?? 'not as expected'}`))
}
