import type { WorkerEnv } from './env.ts'
import { answerRequest } from './wiring/answer-request.ts'
import { runCron, runQueue } from './wiring/wire-jobs.ts'

export { BreakerObject } from './wiring/objects/breaker-object.ts'
export { DemoShopObject } from './wiring/objects/demo-shop-object.ts'
export { SessionObject } from './wiring/objects/session-object.ts'
export { VectorObject } from './wiring/objects/vector-object.ts'

export default {
  fetch: (request, env, ctx) => answerRequest(request, env, ctx),
  queue: (batch, env) => runQueue(env, batch),
  scheduled: (controller, env) => runCron(env, controller.cron),
} satisfies ExportedHandler<WorkerEnv>
