import { expect, it } from 'vitest'
import { hmac, toBase64 } from '../../base/bytes.ts'
import { openDemo } from '../testing/open-demo.ts'

it('knocks once for an order the shopkeeper moved, signed as WooCommerce signs', async () => {
  const { app, hooks } = openDemo()
  const moved = await app.request('/demo/orders/1037', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ status: 'completed' }),
  })
  expect(moved.status).toBe(200)
  expect(hooks).toHaveLength(1)
  const { body, headers } = hooks[0]!
  expect(JSON.parse(body)).toMatchObject({ id: 5037, number: '1037', status: 'completed' })
  expect(headers['x-wc-webhook-signature']).toBe(toBase64(await hmac('SHA-256', 'a-webhook-secret', body)))
})

it.each([
  ['1037', { status: 'lost' }, 400],
  ['9999', { status: 'completed' }, 404],
])('moves nothing for %s %j', async (number, body, status) => {
  const { app, hooks } = openDemo()
  const response = await app.request(`/demo/orders/${number}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.status).toBe(status)
  expect(hooks).toEqual([])
})
