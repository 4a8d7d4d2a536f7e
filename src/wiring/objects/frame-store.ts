import type { Streams, StreamWriter } from 'agents/streams'
import type { Batch, FrameStore } from '../../session/stream/frame-log.ts'

/**
 * Frames in the Agents SDK's durable streams, one stream a turn, one chunk a batch: an append is a row write, and a
 * batch of ten costs a tenth. Opening is asynchronous and appending is not, so each stream's appends wait in line.
 */
export function frameStore(streams: Streams, report: (error: unknown) => void): FrameStore {
  const lines = new Map<string, Promise<StreamWriter>>()

  const inLine = (streamId: string, act: (writer: StreamWriter) => void): void => {
    const before = lines.get(streamId) ?? streams.open(streamId, { tag: 'frames' })
    const after = before.then((writer) => {
      act(writer)
      return writer
    })
    // Losing a batch costs resuming after a crash, not the answer: it is reported, and the turn goes on.
    after.catch(report)
    lines.set(streamId, after)
  }

  return {
    append: (streamId, batch) => inLine(streamId, (writer) => void writer.append(batch as never)),
    end(streamId) {
      inLine(streamId, (writer) => writer.close())
      const last = lines.get(streamId)
      void last?.finally(() => lines.delete(streamId)).catch(() => undefined)
    },
    async read(streamId) {
      await lines.get(streamId)?.catch(() => undefined)
      const status = await streams.status(streamId)
      const batches: Batch[] = []
      if (!status || status.cursor === 0) return batches
      for await (const { seq, chunk } of streams.read(streamId)) {
        batches.push(chunk as unknown as Batch)
        // A stream a crash left open would be tailed for ever: stop at what is there.
        if (seq + 1 >= status.cursor) break
      }
      return batches
    },
    forget(streamId) {
      void streams
        .open(streamId)
        .then((writer) => writer.close({ discard: true }))
        .catch(() => streams.delete(streamId))
        .catch(report)
    },
  }
}
