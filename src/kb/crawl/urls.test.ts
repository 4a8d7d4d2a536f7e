import { describe, expect, it } from 'vitest'
import { isPrivateAddress, isPrivateHost } from './private-address.ts'
import { isTrap, mayFetch, normalizeUrl } from './urls.ts'

const policy = {
  allowedHosts: ['shop.example', '10.0.0.5', '127.0.0.1:8080', 'localhost', 'intern.shop.example'],
  allowPrivate: false,
}

describe('the gate before every request', () => {
  it.each([
    ['https://shop.example/returns', true],
    ['http://shop.example/', true],
    ['https://SHOP.example./returns', true],
    ['https://evil.example/', false],
    ['https://shop.example.evil.example/', false],
    ['https://shop.example:8443/', false],
    ['https://user:pw@shop.example/', false],
    ['https://shop.example@evil.example/', false],
    ['file:///etc/passwd', false],
    ['ftp://shop.example/', false],
    ['javascript:alert(1)', false],
    ['http://10.0.0.5/', false],
    ['http://127.0.0.1:8080/', false],
    ['http://localhost/', false],
    ['http://2130706433/', false],
    ['http://0x7f.1/', false],
    ['http://[::1]/', false],
    ['http://[::ffff:127.0.0.1]/', false],
    ['not a url', false],
  ])('%s may be fetched: %s', async (url, expected) => {
    expect((await mayFetch(url, policy)).ok).toBe(expected)
  })

  it('asks the resolver and refuses a name that leads inside', async () => {
    const inside = await mayFetch('https://shop.example/', policy, async () => ['203.0.113.9', '192.168.1.4'])
    expect(inside).toEqual({ ok: false, error: { reason: 'private_address' } })
    expect((await mayFetch('https://shop.example/', policy, async () => [])).ok).toBe(false)
    expect((await mayFetch('https://shop.example/', policy, async () => ['93.184.216.34'])).ok).toBe(true)
  })

  it('lets this machine be read where that is allowed, and only what is listed', async () => {
    const local = { allowedHosts: ['127.0.0.1:8080'], allowPrivate: true }
    expect((await mayFetch('http://127.0.0.1:8080/a', local)).ok).toBe(true)
    expect((await mayFetch('http://127.0.0.1:9090/a', local)).ok).toBe(false)
  })
})

describe('private addresses', () => {
  it.each(
    (
      '127.0.0.1 10.1.2.3 172.16.0.1 172.31.255.255 192.168.0.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 ' +
      '255.255.255.255 198.18.0.1 ::1 :: fe80::1 fc00::1 fd12::9 ::ffff:10.0.0.1 2001:db8::1 2002:7f00:1:: ' +
      '64:ff9b::7f00:1 ff02::1 999.1.1.1 1.2.3 nonsense:x'
    ).split(' ')
  )('%s is private', (address) => expect(isPrivateAddress(address)).toBe(true))

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:8.8.8.8', '64:ff9b::808:808'])(
    '%s is public',
    (address) => expect(isPrivateAddress(address)).toBe(false)
  )

  it.each(['localhost', 'db.internal', 'printer.local', 'intranet', 'a.home.arpa', 'x.localhost'])(
    '%s is a private name',
    (name) => expect(isPrivateHost(name)).toBe(true)
  )
})

describe('one spelling for one page', () => {
  it.each([
    ['https://Shop.Example/a/?utm_source=x&gclid=1#frag', 'https://shop.example/a/'],
    ['https://shop.example:443//a//b', 'https://shop.example/a/b'],
    ['https://shop.example/?p=12&fbclid=3', 'https://shop.example/?p=12'],
    ['https://shop.example/list?orderby=price&filter_color=blue&paged=3', 'https://shop.example/list'],
    ['/relative', 'https://shop.example/relative'],
  ])('%s becomes %s', (url, expected) => expect(normalizeUrl(url, 'https://shop.example/base')).toBe(expected))

  it.each([
    ['https://shop.example/cart/', true],
    ['https://shop.example/my-account/orders/', true],
    ['https://shop.example/2024/05/', true],
    ['https://shop.example/a/b/a/b/a/b', true],
    ['https://shop.example/logo.png', true],
    ['https://shop.example/events/month/2031-02', true],
    [`https://shop.example/${'x'.repeat(1_100)}`, true],
    ['https://shop.example/returns', false],
    ['https://shop.example/manual.pdf', false],
    ['https://shop.example/blog/2024/how-to-descale', false],
  ])('%s is a trap: %s', (url, expected) => expect(isTrap(url)).toBe(expected))
})
