import { once } from 'node:events'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Scrubbed } from './scrub-lines.ts'

/** Chunks of whole lines go to the workers in turn; the answers come back in the order they were asked. */
export function openPool(size: number) {
  const workers = Array.from({ length: size }, () => new Worker(join(import.meta.dirname, 'worker.ts')))
  let turn = 0
  return {
    async scrub(lines: string): Promise<Scrubbed> {
      const worker = workers[turn++ % size]!
      // A worker answers its own messages in order, and never has two at once: the caller waits its turn.
      const answer = once(worker, 'message') as Promise<[Scrubbed]>
      worker.postMessage(lines)
      return (await answer)[0]
    },
    close: () => Promise.all(workers.map((worker) => worker.terminate())),
  }
}
