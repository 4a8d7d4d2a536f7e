import { decideFollowing, type Following } from '../state/decide.ts'
import { linkAfter, reconnectDelayMs } from '../stream/reconnect.ts'
import type { Edge } from './edge.ts'
import { readStream } from './read-stream.ts'
import type { Store } from './store.ts'

export type FollowDeps = {
  edge: Edge
  store: Store
  random(): number
  isVisible(): boolean
  /** Resolves after `ms`, or sooner when the network comes back. */
  pause(ms: number): Promise<void>
  isoNow(): string
  /** The server's account, taken in place of ours. */
  reloadHistory(): Promise<void>
}

export type Follower = {
  /** True while a stream is being read or looked for. Only one at a time: two could overtake each other. */
  isBusy(): boolean
  /** Reads this response, then whatever the state still calls for. */
  follow(first?: Response): Promise<void>
  /** Lets go of a held connection when it is no longer wanted, or takes one up when it is. */
  reconsider(): void
  /** Forgets the stream: another session begins. */
  drop(): void
}

type Reading = { abort: AbortController; what: Following }

export function openFollower(deps: FollowDeps): Follower {
  let reading: Reading | null = null
  const wanted = () => decideFollowing(deps.store.get(), deps.isVisible())

  async function follow(first?: Response): Promise<void> {
    if (reading) return
    const mine: Reading = { abort: new AbortController(), what: first ? 'turn' : wanted() }
    reading = mine
    let response = first
    let attempt = 0
    try {
      while (mine.what !== 'nothing' && !mine.abort.signal.aborted) {
        const frameBefore = deps.store.get().lastFrame
        const end = await readOnce(mine, response).catch(() => 'failed' as const) // A broken connection is a failed one.
        response = undefined
        if (mine.abort.signal.aborted) return
        // A held stream is let go by the server now and then; that is no trouble.
        const isFine = end === 'done' || (end === 'cut' && mine.what === 'notices')
        const hasMoved = deps.store.get().lastFrame !== frameBefore
        attempt = isFine || hasMoved ? 0 : attempt + 1
        deps.store.tell({ on: 'link', link: linkAfter(attempt) })
        mine.what = wanted()
        if (mine.what !== 'nothing' && end !== 'done') await deps.pause(reconnectDelayMs(attempt, deps.random()))
        else if (mine.what === 'notices') await deps.pause(1_000)
        mine.what = wanted()
      }
    } finally {
      if (reading === mine) reading = null
    }
  }

  async function readOnce(mine: Reading, first?: Response): Promise<'done' | 'cut' | 'failed'> {
    const isWaiting = mine.what === 'notices'
    const response = first ?? (await deps.edge.stream(deps.store.get().lastFrame, isWaiting, mine.abort.signal))
    if (response.status === 204) {
      // Nothing left to read: if we thought otherwise, the server's account settles it.
      if (!isWaiting) await deps.reloadHistory()
      return 'cut'
    }
    if (!response.ok || !response.body) return 'failed'
    if (deps.store.get().link !== 'live') deps.store.tell({ on: 'link', link: 'live' })
    return readStream(response.body, isWaiting, ({ id, data }) => {
      if (mine.abort.signal.aborted) return
      const frameNo = id !== null && /^\d{1,15}$/.test(id) ? Number(id) : null
      deps.store.tell({ on: 'frame', frameNo, line: data, at: deps.isoNow() })
    })
  }

  const drop = () => {
    reading?.abort.abort()
    reading = null
  }
  return {
    isBusy: () => reading !== null,
    follow,
    reconsider() {
      if (reading?.what === 'notices' && wanted() === 'nothing') drop()
      if (!reading && wanted() !== 'nothing') void follow()
    },
    drop,
  }
}
