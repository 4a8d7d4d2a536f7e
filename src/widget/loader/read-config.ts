import type { WidgetConfig } from '../../contracts/session-token.ts'

/** The script tag's own JSON. Null when it is missing or names no server: then nothing is drawn. */
export function readConfig(text: string | undefined): WidgetConfig | null {
  try {
    const config = JSON.parse(text ?? '') as WidgetConfig | null
    return config?.edge && config.tokenUrl && config.shopName ? config : null
  } catch {
    return null // A broken tag must not break the page it is on.
  }
}

/** Ways to a person that need no server of ours. Addresses come from the shop's settings, checked all the same. */
export function contactLinks(contact: WidgetConfig['contact'] = {}): { href: string; text: string }[] {
  const links = []
  if (contact.email) links.push({ href: `mailto:${contact.email}`, text: contact.email })
  if (contact.phone) links.push({ href: `tel:${contact.phone.replace(/[^\d+]/g, '')}`, text: contact.phone })
  if (contact.url && /^https?:\/\//i.test(contact.url)) links.push({ href: contact.url, text: contact.url })
  return links
}
