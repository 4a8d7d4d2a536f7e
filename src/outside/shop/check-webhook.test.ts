import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkWebhook } from './check-webhook.ts'

const SECRET = 'rig-hook-secret'
const delivered = (name: string) => {
  const path = join(import.meta.dirname, 'fixtures', `hook-${name}.json`)
  const { headers, body } = JSON.parse(readFileSync(path, 'utf8')) as { headers: Record<string, string>; body: string }
  return { headers: new Headers(headers), body }
}
const check = (name: string, secret = SECRET) => {
  const { headers, body } = delivered(name)
  return checkWebhook(body, headers, secret)
}

it('believes what a real WooCommerce signed', async () => {
  expect(await check('delivery-order-updated')).toMatchObject({
    ok: true,
    value: { kind: 'order', orderId: '37', number: '37', updatedAt: '2026-11-22T08:15:35.000Z' },
  })
  expect(await check('delivery-unicode', 'a&b<c>')).toMatchObject({ ok: true, value: { kind: 'order' } })
})

it('knows a deleted order by its id alone', async () => {
  expect(await check('delivery-order-deleted', 'del')).toMatchObject({
    ok: true,
    value: { kind: 'order', orderId: '43', number: null, updatedAt: null },
  })
})

it('takes a ping for what it is', async () => {
  expect(await check('ping-on-create')).toEqual({ ok: true, value: { kind: 'ping' } })
})

it('tells two orders of one second apart, and a redelivery not', async () => {
  const keyOf = async (name: string) => {
    const checked = await check(name)
    return checked.ok && checked.value.kind === 'order' ? checked.value.duplicateKey : name
  }
  const [a, b] = [await keyOf('delivery-same-second-a-order-35'), await keyOf('delivery-same-second-b-order-38')]
  const ids = [delivered('delivery-same-second-a-order-35'), delivered('delivery-same-second-b-order-38')]
  expect(ids[0]!.headers.get('x-wc-webhook-delivery-id')).toBe(ids[1]!.headers.get('x-wc-webhook-delivery-id'))
  expect(a).not.toBe(b)
  expect(await keyOf('delivery-same-second-a-order-35')).toBe(a)
})

describe('refuses', () => {
  it('another secret', async () => {
    expect(await check('delivery-order-updated', 'guess')).toEqual({ ok: false, error: { reason: 'bad_signature' } })
  })
  it('a body changed by one byte', async () => {
    const { headers, body } = delivered('delivery-order-updated')
    expect(await checkWebhook(body.replace('processing', 'completed'), headers, SECRET)).toMatchObject({ ok: false })
  })
  it.each(['{"id":1}', '', 'webhook_id=1&id=2', 'webhook_id=x'])('the unsigned body %j', async (body) => {
    expect(await checkWebhook(body, new Headers(), SECRET)).toEqual({ ok: false, error: { reason: 'unsigned' } })
  })
  it('an empty signature', async () => {
    const { headers, body } = delivered('delivery-order-updated')
    headers.set('x-wc-webhook-signature', '')
    expect(await checkWebhook(body, headers, SECRET)).toEqual({ ok: false, error: { reason: 'bad_signature' } })
  })
})
