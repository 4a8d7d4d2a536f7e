/**
 * The address as the browser will understand it, or null. Only http and https, no user name in front of the host:
 * `https://shop.example@evil.example` reads as one place and goes to another.
 */
export function safeUrl(address: unknown): URL | null {
  if (typeof address !== 'string' || address.length > 2_048) return null
  // An absolute address only: "/x", "javascript:" and "//host" must not become links by way of a base.
  if (!/^https?:\/\//i.test(address)) return null
  const url = URL.canParse(address) ? new URL(address) : null
  return url && /^https?:$/.test(url.protocol) && !url.username && !url.password ? url : null
}

/** The hosts a model's own links may point to: the shop's, and those of the sources shown under the same answer. */
export function linkHosts(pageHost: string, sources: readonly { url: string }[]): ReadonlySet<string> {
  const hosts = new Set([pageHost])
  for (const source of sources) {
    const url = safeUrl(source.url)
    if (url) hosts.add(url.host)
  }
  return hosts
}
