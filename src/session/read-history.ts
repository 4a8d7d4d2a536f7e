import type { HistoryBody, HistoryMessage } from '../contracts/chat-api.ts'
import type { Memory } from './memory/memory.ts'
import type { FrameLog } from './stream/frame-log.ts'
import { asOf } from './writes/cards.ts'

/** Messages shown after a reload: the last fifty are what a phone scrolls through. */
const SHOWN = 50

/** The conversation as kept, and the frame to resume after: everything up to it is in these messages. */
export function readHistory(
  memory: Memory,
  frames: Pick<FrameLog, 'settledFrame'>,
  { isRunning, nowMs }: { isRunning: boolean; nowMs: number }
): HistoryBody {
  const clientIds = memory.clientIds()
  const messages = memory.lastMessages(SHOWN).map((row): HistoryMessage => ({
    // What the shopper wrote goes by the id their client gave it, so that it is known again. A file is not of a turn.
    id: row.role === 'shopper' && row.parts.length === 0 ? (clientIds.get(row.turnNo) ?? row.id) : row.id,
    role: row.role,
    text: row.body,
    sources: row.sources,
    parts: row.parts.map((part) => asOf(part, nowMs)),
    at: new Date(row.at).toISOString(),
    state: row.state,
  }))
  const settled = frames.settledFrame()
  return {
    messages,
    mode: memory.meta.mode,
    lastEventId: settled > 0 ? String(settled) : null,
    running: isRunning,
    rated: memory.meta.rated,
  }
}
