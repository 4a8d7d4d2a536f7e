import type { WidgetConfig } from '../../contracts/session-token.ts'
import type { Language } from '../strings/strings.ts'
import type { Conversation } from '../talk/conversation.ts'

/** What every component may use: the words, the verbs, and two facts of the page. */
export type Ui = {
  language: Language
  talk: Conversation
  shopName: string
  greeting: string | null
  suggestions: string[]
  contact: NonNullable<WidgetConfig['contact']>
  pageHost: string
  now: () => number
  close: () => void
}
