import type { Context } from 'hono'
import { pickFields, readFields, readPage, type ParamRefusal } from './query.ts'

type Status = 200 | 400 | 401 | 404
type Json = Record<string, unknown>

/** WordPress's error body. `data.status` repeats the status. */
export const wpError = (code: string, message: string, status: number) => ({ code, message, data: { status } })

/** WordPress's headers around one JSON answer. `api.w.org` is on every one. */
export function answerRest(
  c: Context,
  body: unknown,
  status: Status,
  allow: string | null,
  more: [string, string][] = []
) {
  const headers = new Headers({
    'content-type': 'application/json; charset=UTF-8',
    'x-robots-tag': 'noindex',
    'x-content-type-options': 'nosniff',
    'access-control-expose-headers': 'X-WP-Total, X-WP-TotalPages, Link',
    'cache-control': 'no-cache, must-revalidate, max-age=0, no-store, private',
    link: `<${new URL(c.req.url).origin}/wp-json/>; rel="https://api.w.org/"`,
  })
  if (allow) headers.set('allow', allow)
  for (const [name, value] of more) headers.append(name, value)
  return c.body(JSON.stringify(body), { status, headers })
}

export const answerRefusal = (c: Context, { name, code, message }: ParamRefusal, allow: string) =>
  answerRest(
    c,
    {
      code: 'rest_invalid_param',
      message: `Invalid parameter(s): ${name}`,
      data: { status: 400, params: { [name]: message }, details: { [name]: { code, message, data: null } } },
    },
    400,
    allow
  )

export const answerMissing = (c: Context, code: string, message: string, allow: string | null) =>
  answerRest(c, wpError(code, message, 404), 404, allow)

export const noRoute = (c: Context) =>
  answerMissing(c, 'rest_no_route', 'No route was found matching the URL and request method.', null)

/** One object. `_fields` keeps `_links` here, and drops it in lists: WordPress does both. */
export function answerOne(c: Context, value: Json, allow: string) {
  const fields = readFields(new URL(c.req.url).searchParams)
  return answerRest(c, pickFields(value, fields.length === 0 ? [] : [...fields, '_links']), 200, allow)
}

/** One page of a list, with the totals in headers. Past the last page the total is 0, as it is on the real one. */
export function answerList(c: Context, values: Json[], allow = 'GET, POST') {
  const url = new URL(c.req.url)
  const asked = readPage(url.searchParams)
  if (!asked.ok) return answerRefusal(c, asked.error, allow)
  const { page, perPage } = asked.value
  const fields = readFields(url.searchParams)
  const shown = values.slice((page - 1) * perPage, page * perPage).map((value) => pickFields(value, fields))
  const total = shown.length === 0 ? 0 : values.length
  const pages = Math.ceil(total / perPage)
  const at = (number: number, rel: string): [string, string] => {
    const there = new URL(url)
    there.searchParams.set('page', String(number))
    return ['link', `<${there.href}>; rel="${rel}"`]
  }
  const more: [string, string][] = [
    ['x-wp-total', String(total)],
    ['x-wp-totalpages', String(pages)],
  ]
  if (page > 1) more.push(at(Math.min(page - 1, pages), 'prev'))
  if (page < pages) more.push(at(page + 1, 'next'))
  return answerRest(c, shown, 200, allow, more)
}
