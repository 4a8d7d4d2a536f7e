import type { Scenario } from '../scenario.ts'
import { changes } from './changes.ts'
import { hostile } from './hostile.ts'
import { orders } from './orders.ts'
import { pages } from './pages.ts'
import { talking } from './talking.ts'

export const scenarios: Scenario[] = [...orders, ...changes, ...pages, ...talking, ...hostile]
