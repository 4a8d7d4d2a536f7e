import type { Frame } from '../../contracts/frames.ts'
import { DONE, encodeFrames, HEARTBEAT } from './encode-frame.ts'
import type { Pipe } from './pipe.ts'

/** Consecutive frames; `first` is the number of the first. */
export type Batch = { first: number; frames: Frame[] }
/** Frames kept beyond this object's life. A batch is one row write, so frames go in tens. */
export type FrameStore = {
  /** Appends a batch to a turn's stream, in order. Must not lose the order of two calls for one stream. */
  append(streamId: string, batch: Batch): void
  end(streamId: string): void
  read(streamId: string): Promise<Batch[]>
  forget(streamId: string): void
}
export type FrameLogDeps = {
  store: FrameStore
  keepSpan(streamId: string, first: number, last: number): void
  spansAfter(frameNo: number): { streamId: string; first: number; last: number }[]
  nextFrame: number
}

/** Frames a row write holds: with tokens told in pictures, most answers are one or two rows. */
const BATCH = 24

type LiveStream = {
  last: number
  isListed: boolean
  id: string
  sent: Batch[]
  pending: Batch[]
  waiting: number
}
type Follower = { pipe: Pipe; only: string | null; stays: boolean }

export type FrameLog = ReturnType<typeof openFrameLog>

/**
 * Numbers frames, writes them to whoever follows, and keeps them. The socket comes first and the store second: a
 * crash can lose at most a batch that was shown, which is why recovery skips ahead in the numbering (see recovery.ts).
 */
export function openFrameLog(deps: FrameLogDeps) {
  let next = deps.nextFrame
  const live = new Map<string, LiveStream>()
  const followers = new Set<Follower>()

  const tell = (streamId: string | null, bytes: Uint8Array): void => {
    for (const follower of followers) {
      if (streamId !== null && follower.only !== null && follower.only !== streamId) continue
      if (!follower.pipe.write(bytes)) followers.delete(follower)
    }
  }
  /** Frames of one tick leave as one chunk of bytes: a write costs more than what it carries. */
  let outgoing: (Batch & { streamId: string })[] = []
  const flushOut = (): void => {
    const leaving = outgoing
    outgoing = []
    for (const { streamId, first, frames } of leaving) tell(streamId, encodeFrames(first, frames))
  }
  const sendSoon = (streamId: string, first: number, frames: Frame[]): void => {
    if (outgoing.length === 0) queueMicrotask(flushOut)
    const tail = outgoing.at(-1)
    if (tail?.streamId === streamId) tail.frames.push(...frames)
    else outgoing.push({ streamId, first, frames: [...frames] })
  }
  const persist = (stream: LiveStream): void => {
    const [head] = stream.pending
    if (!head) return
    // Batches of one turn are consecutive unless another stream's frame came between; then they stay apart.
    for (const batch of stream.pending) deps.store.append(stream.id, batch)
    const tail = stream.pending.at(-1)!
    stream.last = tail.first + tail.frames.length - 1
    // Once to be found after a crash, and once at the end: what lies between is skipped over by recovery.
    if (!stream.isListed) deps.keepSpan(stream.id, stream.sent[0]!.first, stream.last)
    stream.isListed = true
    stream.pending = []
    stream.waiting = 0
  }
  const note = (list: Batch[], first: number, frames: Frame[]): void => {
    const tail = list.at(-1)
    if (tail && tail.first + tail.frames.length === first) tail.frames.push(...frames)
    else list.push({ first, frames: [...frames] })
  }

  return {
    /** Opens a turn's (or a notice's) stream. Frames for a stream that is not open are a bug. */
    open(streamId: string): void {
      live.set(streamId, { id: streamId, sent: [], pending: [], waiting: 0, last: 0, isListed: false })
    },
    emit(streamId: string, ...frames: Frame[]): void {
      const stream = live.get(streamId)
      if (!stream) throw new Error(`frame for a stream that is not open: ${streamId}`)
      const first = next
      next += frames.length
      sendSoon(streamId, first, frames)
      note(stream.sent, first, frames)
      note(stream.pending, first, frames)
      stream.waiting += frames.length
      if (stream.waiting >= BATCH) persist(stream)
    },
    /** Ends a stream: the rest is kept, and those who follow only it are let go. */
    end(streamId: string): void {
      const stream = live.get(streamId)
      if (!stream) return
      flushOut()
      persist(stream)
      if (stream.isListed) deps.keepSpan(streamId, stream.sent[0]!.first, stream.last)
      deps.store.end(streamId)
      live.delete(streamId)
      for (const follower of followers) {
        const isLast = follower.only === streamId || (follower.only === null && live.size === 0)
        if (!isLast) continue
        if (!follower.pipe.write(DONE)) followers.delete(follower)
        else if (!follower.stays) {
          follower.pipe.close()
          followers.delete(follower)
        }
      }
    },
    /** Keeps what is still pending of a stream now. */
    flush(streamId: string): void {
      const stream = live.get(streamId)
      if (stream) persist(stream)
    },
    isOpen: (streamId: string): boolean => live.has(streamId),
    isQuiet: (): boolean => live.size === 0,
    /** The last frame of anything that has ended: a client that shows stored messages resumes after it. */
    settledFrame: (): number =>
      Math.min(next - 1, ...[...live.values()].map(({ sent }) => (sent[0]?.first ?? next) - 1)),
    followerCount: (): number => followers.size,

    /** Follows one stream from its first frame: live ones from memory, ended ones from the store. */
    async followOne(streamId: string, pipe: Pipe): Promise<void> {
      flushOut()
      const stream = live.get(streamId)
      if (stream) {
        for (const batch of stream.sent) pipe.write(encodeFrames(batch.first, batch.frames))
        followers.add({ pipe, only: streamId, stays: false })
        return
      }
      for (const batch of await deps.store.read(streamId)) pipe.write(encodeFrames(batch.first, batch.frames))
      pipe.write(DONE)
      pipe.close()
    },
    /** Whether a follower who has everything up to `after` would be given anything at once. */
    hasMissed: (after: number): boolean => live.size > 0 || deps.spansAfter(after).length > 0,

    /** Follows everything after a frame, each frame once and in order, and stays for more if asked. */
    async followAll(after: number, pipe: Pipe, stays: boolean): Promise<void> {
      const stored = new Map<string, Batch[]>()
      // A stream may end while another is being read, so look again until nothing new has come.
      for (;;) {
        const unread = deps.spansAfter(after).filter(({ streamId }) => !live.has(streamId) && !stored.has(streamId))
        if (unread.length === 0) break
        for (const { streamId } of unread) stored.set(streamId, await deps.store.read(streamId))
      }
      flushOut()
      // From here to `followers.add` nothing awaits, so no frame can slip between the replay and the live tail.
      const missed = [...[...stored.values()].flat(), ...[...live.values()].flatMap((stream) => stream.sent)]
        .flatMap((batch) => batch.frames.map((frame, index) => ({ no: batch.first + index, frame })))
        .filter(({ no }) => no > after)
        .sort((a, b) => a.no - b.no)
      for (const { no, frame } of missed) pipe.write(encodeFrames(no, [frame]))
      if (live.size === 0 && !stays) {
        pipe.write(DONE)
        pipe.close()
        return
      }
      followers.add({ pipe, only: null, stays })
    },
    beat(): void {
      tell(null, HEARTBEAT)
    },
    /** Lets everybody go, without ending any stream: they come back with Last-Event-ID. */
    release(): void {
      for (const follower of followers) follower.pipe.close()
      followers.clear()
    },
  }
}
