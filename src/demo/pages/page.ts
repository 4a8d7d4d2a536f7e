import type { Html } from './html.ts'

/** One public page. `changedDaysAgo` counts back from the shop's first start and feeds Last-Modified and the sitemap. */
export type Page = {
  path: string
  title: string
  description: string
  section: 'shop' | 'help'
  changedDaysAgo: number
  body: Html
  /** schema.org objects, one script element each. */
  data?: object[]
}
