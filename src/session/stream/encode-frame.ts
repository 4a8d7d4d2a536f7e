import type { Frame } from '../../contracts/frames.ts'

const encoder = new TextEncoder()
/** Ends a turn's stream, as the AI SDK's protocol has it. */
export const DONE = encoder.encode('data: [DONE]\n\n')
/** Keeps proxies from closing a quiet stream; every SSE reader ignores it. */
export const HEARTBEAT = encoder.encode(': still here\n\n')

/** JSON never holds a raw line break, so one `data:` line is always whole. */
export const eventText = (frameNo: number, json: string): string => `id: ${frameNo}\ndata: ${json}\n\n`

/** Consecutive frames as one chunk of bytes: one write, one packet. */
export function encodeFrames(first: number, frames: Frame[]): Uint8Array {
  let text = ''
  for (let index = 0; index < frames.length; index++) text += eventText(first + index, JSON.stringify(frames[index]))
  return encoder.encode(text)
}
