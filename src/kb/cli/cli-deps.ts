import type { KnowledgeStore } from '../../store/knowledge/open-knowledge-store.ts'
import type { CrawlDeps } from '../crawl/deps.ts'
import type { Screen } from './print.ts'

/** Each command prints for a person and returns the exit code: 0 found or done, 1 not, 2 asked wrongly. */
export type CliDeps = { store: KnowledgeStore; crawl: CrawlDeps; screen: Screen; now(): number }

export function tell(screen: Screen, text: string, code: number): number {
  screen.line(text)
  return code
}
