/** One open response. `write` answers false once the other side has gone; the caller then lets it go. */
export type Pipe = {
  readable: ReadableStream<Uint8Array>
  write(bytes: Uint8Array): boolean
  close(): void
}

/**
 * A pipe over a plain ReadableStream. Nothing is awaited on the way: a slow reader's bytes wait in the queue, which a
 * turn bounds (an answer is a few KB), so one shopper's bad link never slows the turn itself.
 */
export function openPipe(): Pipe {
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null
  const readable = new ReadableStream<Uint8Array>(
    {
      start(opened) {
        controller = opened
      },
      cancel() {
        controller = null
      },
    },
    { highWaterMark: 1024 }
  )
  return {
    readable,
    write(bytes) {
      controller?.enqueue(bytes)
      return controller !== null
    },
    close() {
      controller?.close()
      controller = null
    },
  }
}
