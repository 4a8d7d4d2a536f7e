import { Hono } from 'hono'
import type { Clock } from '../base/time.ts'
import { ATTACHMENT_MAX_BYTES } from '../contracts/attachment.ts'
import { BODY_MAX_BYTES } from '../contracts/chat-api.ts'
import { answerError, answerFault } from './answer-fault.ts'
import { bodyUnder } from './doors/body.ts'
import { origins } from './doors/origins.ts'
import { rateLimits, type RateLimits } from './doors/rate-limits.ts'
import { requestId } from './doors/request-id.ts'
import { shopper } from './doors/shopper.ts'
import type { TokenKeys } from './doors/token.ts'
import type { EdgeVariables } from './edge-variables.ts'
import { attachmentRoutes, type AttachmentDeps } from './routes/attachment-routes.ts'
import { cardRoutes } from './routes/card-routes.ts'
import { chatRoutes, type ChatDeps } from './routes/chat-routes.ts'
import { healthRoutes, type HealthDeps } from './routes/health-routes.ts'
import { pluginRoutes, type PluginDoorDeps } from './routes/plugin-routes.ts'
import { webhookRoutes, type WebhookDeps } from './routes/webhook-routes.ts'

export type EdgeDeps = ChatDeps &
  AttachmentDeps &
  HealthDeps &
  WebhookDeps &
  PluginDoorDeps & {
    now: Clock
    uuid(): string
    allowedOrigins: ReadonlySet<string>
    tokenKeys: TokenKeys
    limits: RateLimits
    report(error: unknown, requestId: string): void
    tokenRefused(detail: string): void
  }

/** The public door. Every chat request passes, in this order: id, origin, size, token, limits. */
export function openEdge(deps: EdgeDeps) {
  const app = new Hono<EdgeVariables>()
  app.use(requestId(deps.uuid))
  app.onError(answerFault(deps.report))
  app.notFound((c) => answerError(c, 404, 'not_found', 'There is nothing here.'))
  app.use(async function noWebSockets(c, next) {
    // No socket surface exists; an upgrade that reached an object would be somebody else's protocol.
    if (c.req.header('upgrade')) return answerError(c, 426, 'no_websockets', 'This service speaks plain HTTP.')
    return next()
  })
  app.route('/', healthRoutes(deps))
  app.route('/webhooks', webhookRoutes(deps))
  app.route('/', pluginRoutes(deps))
  app.use(
    '/chat/*',
    origins(deps.allowedOrigins),
    bodyUnder(BODY_MAX_BYTES, { '/chat/attachments': ATTACHMENT_MAX_BYTES + BODY_MAX_BYTES }),
    shopper({ keys: deps.tokenKeys, now: deps.now, refused: deps.tokenRefused }),
    rateLimits(deps.limits)
  )
  app.route('/chat', chatRoutes(deps))
  app.route('/chat', cardRoutes(deps))
  app.route('/chat', attachmentRoutes(deps))
  return app
}
