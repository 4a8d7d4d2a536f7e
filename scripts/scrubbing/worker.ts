import { parentPort } from 'node:worker_threads'
import { scrubLines } from './scrub-lines.ts'

parentPort?.on('message', (lines: string) => parentPort?.postMessage(scrubLines(lines)))
