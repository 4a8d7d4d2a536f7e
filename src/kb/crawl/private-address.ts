/** Ranges no public page lives in: RFC 6890 and friends. */
const PRIVATE_V4 = (
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 ' +
  '192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4'
)
  .split(' ')
  .map((range) => range.split('/') as [string, string])
const PRIVATE_NAMES = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|home\.arpa|test|invalid|onion)$/

/**
 * Whether a URL's host names a private, loopback, link-local or otherwise special address. `hostname` comes from
 * `new URL()`, which has already turned `0x7f.1`, `2130706433` and `017700000001` into dotted decimals.
 * Closed when unsure: an address it cannot read counts as private.
 */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '')
  if (host.startsWith('[')) return isPrivateV6(host.slice(1, -1))
  if (/^[\d.]+$/.test(host)) return isPrivateV4(host)
  return host === '' || !host.includes('.') || PRIVATE_NAMES.test(host)
}

/** Whether a host is an address itself: then there is nothing to resolve. */
export const isAddress = (hostname: string): boolean => hostname.startsWith('[') || /^[\d.]+$/.test(hostname)

/** The same question of an address a resolver gave. */
export const isPrivateAddress = (address: string): boolean =>
  address.includes(':') ? isPrivateV6(address.toLowerCase()) : isPrivateV4(address)

function isPrivateV4(address: string): boolean {
  const value = numberOf(address)
  if (value === null) return true
  return PRIVATE_V4.some(([base, prefix]) => {
    const shift = 32 - Number(prefix)
    return Math.floor(value / 2 ** shift) === Math.floor(numberOf(base)! / 2 ** shift)
  })
}

function numberOf(address: string): number | null {
  const parts = address.split('.')
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255)) return null
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0)
}

function isPrivateV6(address: string): boolean {
  const groups = groupsOf(address.split('%')[0]!)
  if (!groups) return true
  // Only 2000::/3 is handed out to the public; inside it, these carry a v4 address or are documentation.
  if ((groups[0]! & 0xe000) !== 0x2000) {
    const embedded = groups.slice(0, 5).every((group) => group === 0) && (groups[5] === 0xffff || groups[5] === 0)
    const nat64 = groups[0] === 0x64 && groups[1] === 0xff9b
    return !((embedded || nat64) && groups[6]! + groups[7]! > 1 && !isPrivateV4(lastV4(groups)))
  }
  if (groups[0] === 0x2001 && (groups[1] === 0xdb8 || groups[1]! < 0x200)) return true
  if (groups[0] === 0x2002) return isPrivateV4(dotted(groups[1]!, groups[2]!))
  return groups[0] === 0x3fff
}

const dotted = (high: number, low: number) => `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`
const lastV4 = (groups: number[]) => dotted(groups[6]!, groups[7]!)

function groupsOf(address: string): number[] | null {
  const plain = address.replace(/(\d+\.\d+\.\d+\.\d+)$/, (v4) => {
    const value = numberOf(v4)
    return value === null ? 'x' : `${Math.floor(value / 65536).toString(16)}:${(value % 65536).toString(16)}`
  })
  const [head, tail, more] = plain.split('::')
  if (more !== undefined) return null
  const parse = (part: string | undefined) =>
    part ? part.split(':').map((group) => (/^[0-9a-f]{1,4}$/.test(group) ? Number.parseInt(group, 16) : -1)) : []
  const [left, right] = [parse(head), parse(tail)]
  const missing = 8 - left.length - right.length
  if (tail === undefined ? missing !== 0 : missing < 1) return null
  const groups = [...left, ...Array<number>(Math.max(0, missing)).fill(0), ...right]
  return groups.includes(-1) ? null : groups
}
