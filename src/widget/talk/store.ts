import { reduce, type Happening } from '../state/reduce.ts'
import { emptyState, type ViewState } from '../state/view-state.ts'

export type Store = {
  get(): ViewState
  tell(happening: Happening): void
  /** Called after each change, with the state after it. */
  watch(watcher: (state: ViewState) => void): void
}

export function openStore(): Store {
  let state = emptyState()
  const watchers: ((state: ViewState) => void)[] = []
  return {
    get: () => state,
    tell(happening) {
      const before = state
      state = reduce(state, happening)
      if (state !== before) for (const watcher of watchers) watcher(state)
    },
    watch: (watcher) => void watchers.push(watcher),
  }
}
