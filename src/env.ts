import * as z from 'zod'
import { Fault } from './base/fault.ts'

/** What `wrangler types` cannot know: secrets, and vars only some deployments set. All are strings or absent. */
export type Secrets = Partial<
  Record<
    | 'TOKEN_KEYS'
    | 'WC_KEY'
    | 'WC_SECRET'
    | 'WC_WEBHOOK_SECRET'
    | 'PLUGIN_CALL_KEYS'
    | 'APPROVAL_KEYS'
    | 'OPENAI_API_KEY'
    | 'OPENAI_BASE_URL'
    | 'OPENAI_MODEL'
    | 'OPENAI_MODEL_LARGE'
    | 'MODEL_PRICES'
    | 'AI_MODEL'
    | 'AI_GATEWAY_ID'
    | 'SECONDARY_API_KEY'
    | 'SECONDARY_BASE_URL'
    | 'SECONDARY_MODEL'
    | 'EMBEDDINGS'
    | 'EMBEDDINGS_BASE_URL'
    | 'EMBEDDINGS_API_KEY'
    | 'EMBEDDINGS_MODEL'
    | 'EMBEDDINGS_DIMENSIONS'
    | 'EMBEDDINGS_QUERY_PREFIX'
    | 'EMBEDDINGS_DOCUMENT_PREFIX'
    | 'RERANK_MODEL'
    | 'LOG_ID_KEY'
    | 'DATA_KEYS'
    | 'NEON_DATABASE_URL'
    | 'NEON_FETCH_ENDPOINT'
    | 'OTLP_ENDPOINT'
    | 'OTLP_HEADERS'
    | 'SENTRY_DSN'
    | 'TRACE_SAMPLE_RATE'
    | 'TELEMETRY'
    | 'TIME_ZONE'
    | 'PUBLIC_URL'
    | 'MAIL_FROM'
    | 'MAIL_API_URL'
    | 'MAIL_API_TOKEN'
    | 'STAFF_EMAIL'
    | 'SLACK_WEBHOOK_URL'
    | 'SLACK_BOT_TOKEN'
    | 'SLACK_CHANNEL'
    | 'NOTICE_WEBHOOK_URL'
    | 'NOTICE_WEBHOOK_SECRETS'
    | 'TICKET_DESK'
    | 'GITHUB_TOKEN'
    | 'GITHUB_REPO'
    | 'GITHUB_API_URL'
    | 'LINEAR_API_KEY'
    | 'LINEAR_TEAM_ID'
    | 'HELP_SCOUT_APP_ID'
    | 'HELP_SCOUT_APP_SECRET'
    | 'HELP_SCOUT_MAILBOX_ID'
    | 'HELP_SCOUT_CUSTOMER_EMAIL'
    | 'DEMO_LATENCY_MS'
    | 'DEMO_FAULTS',
    string
  >
>
/** Cloudflare's `send_email` binding, where a deployment has one. */
type Mail = {
  MAIL?: { send(message: { from: string; to: string; subject: string; text: string; html?: string }): Promise<unknown> }
}
export type WorkerEnv = Cloudflare.Env & Secrets & Mail

const keysSchema = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      // The value is a secret: the message names the variable and never quotes it.
      context.addIssue('is not JSON: {"<key id>": "<secret>"}')
      return z.NEVER
    }
  })
  .pipe(z.record(z.string().min(1), z.string().min(32, 'each secret needs 32 characters or more')))

/** `{"as_of": "2026-11-01", "usd_per_million": {"model": [in, out]}}`: what this deployment pays, beside the list prices. */
const pricesSchema = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      context.addIssue('is not JSON: {"as_of": "<date>", "usd_per_million": {"<model>": [<in>, <out>]}}')
      return z.NEVER
    }
  })
  .pipe(
    z.object({
      as_of: z.iso.date(),
      usd_per_million: z.record(z.string(), z.tuple([z.number().min(0), z.number().min(0)])),
    })
  )

const listSchema = z
  .string()
  .default('')
  .transform((text) => text.split(/[\s,]+/).filter((each) => each !== ''))

const secrets = z.string().transform((text) => text.split(/[\s,]+/).filter((each) => each !== ''))

/** Where tickets, notices and mail go. All of it is optional: without any, tickets wait in our own console. */
const deskShape = {
  MAIL_FROM: z.email().optional(),
  MAIL_API_URL: z.url().optional(),
  MAIL_API_TOKEN: z.string().optional(),
  STAFF_EMAIL: z.email().optional(),
  SLACK_WEBHOOK_URL: z.url().optional(),
  SLACK_BOT_TOKEN: z.string().optional(),
  SLACK_CHANNEL: z.string().optional(),
  NOTICE_WEBHOOK_URL: z.url().optional(),
  /** One, or two while the receiver changes over. */
  NOTICE_WEBHOOK_SECRETS: secrets.pipe(z.array(z.string().min(24)).min(1).max(2)).optional(),
  TICKET_DESK: z.enum(['none', 'github', 'linear', 'help_scout']).default('none'),
  GITHUB_TOKEN: z.string().optional(),
  GITHUB_REPO: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/, 'is not owner/name')
    .optional(),
  GITHUB_API_URL: z.url().optional(),
  LINEAR_API_KEY: z.string().optional(),
  LINEAR_TEAM_ID: z.string().optional(),
  HELP_SCOUT_APP_ID: z.string().optional(),
  HELP_SCOUT_APP_SECRET: z.string().optional(),
  HELP_SCOUT_MAILBOX_ID: z.coerce.number().int().positive().optional(),
  HELP_SCOUT_CUSTOMER_EMAIL: z.email().optional(),
} as const
type DeskSettings = z.output<z.ZodObject<typeof deskShape>>

const DESK_NEEDS = {
  none: [],
  github: ['GITHUB_TOKEN', 'GITHUB_REPO'],
  linear: ['LINEAR_API_KEY', 'LINEAR_TEAM_ID'],
  help_scout: ['HELP_SCOUT_APP_ID', 'HELP_SCOUT_APP_SECRET', 'HELP_SCOUT_MAILBOX_ID', 'HELP_SCOUT_CUSTOMER_EMAIL'],
} as const satisfies Record<DeskSettings['TICKET_DESK'], readonly (keyof DeskSettings)[]>

/** A way half set up is a mistake that would only show when somebody waits: it is named at start. */
function unmetNeeds(settings: DeskSettings): [name: keyof DeskSettings, needs: string][] {
  const pairs: [keyof DeskSettings, keyof DeskSettings][] = [
    ['SLACK_BOT_TOKEN', 'SLACK_CHANNEL'],
    ['NOTICE_WEBHOOK_URL', 'NOTICE_WEBHOOK_SECRETS'],
    ['MAIL_API_URL', 'MAIL_API_TOKEN'],
    ['MAIL_API_URL', 'MAIL_FROM'],
  ]
  const missing = (name: keyof DeskSettings) => settings[name] === undefined
  return [
    ...pairs
      .filter(([name, needed]) => !missing(name) && missing(needed))
      .map(([name, needed]): [keyof DeskSettings, string] => [needed, `is needed with ${name}`]),
    ...DESK_NEEDS[settings.TICKET_DESK]
      .filter(missing)
      .map((name): [keyof DeskSettings, string] => [name, `is needed with TICKET_DESK=${settings.TICKET_DESK}`]),
  ]
}

const settingsSchema = z
  .object({
    ENVIRONMENT: z.enum(['local', 'staging', 'production']),
    DEMO: z.enum(['on', 'off']).default('off'),
    SHOP_NAME: z.string().min(1),
    SHOP_URL: z.url(),
    ALLOWED_ORIGINS: listSchema,
    BRAIN_VERSION: z.string().default('v1'),
    TIME_ZONE: z.string().default('UTC'),
    /** Origin of this Worker, for links that staff follow. */
    PUBLIC_URL: z.url().optional(),
    ...deskShape,
    TOKEN_KEYS: keysSchema.optional(),
    WC_KEY: z.string().optional(),
    WC_SECRET: z.string().optional(),
    WC_WEBHOOK_SECRET: z.string().optional(),
    /** Sign calls to the plugin; the first signs, a second one is a rotation. Without both of these every write is closed. */
    PLUGIN_CALL_KEYS: keysSchema.optional(),
    /** Signs approval tokens and nothing else. */
    APPROVAL_KEYS: keysSchema.optional(),
    OPENAI_BASE_URL: z.url().optional(),
    OPENAI_API_KEY: z.string().optional(),
    /** Absent means the model the brain version names. */
    OPENAI_MODEL: z.string().optional(),
    MODEL_PRICES: pricesSchema.optional(),
    OPENAI_MODEL_LARGE: z.string().optional(),
    AI_MODEL: z.string().optional(),
    AI_GATEWAY_ID: z.string().optional(),
    SECONDARY_BASE_URL: z.url().optional(),
    SECONDARY_API_KEY: z.string().optional(),
    SECONDARY_MODEL: z.string().optional(),
    /** `auto`: the endpoint named below, else Workers AI where it is bound, else none. `off`: search is by words alone. */
    EMBEDDINGS: z.enum(['auto', 'off']).default('auto'),
    EMBEDDINGS_BASE_URL: z.url().optional(),
    EMBEDDINGS_API_KEY: z.string().optional(),
    EMBEDDINGS_MODEL: z.string().optional(),
    EMBEDDINGS_DIMENSIONS: z.coerce.number().int().min(8).max(4_096).optional(),
    EMBEDDINGS_QUERY_PREFIX: z.string().default(''),
    EMBEDDINGS_DOCUMENT_PREFIX: z.string().default(''),
    /** A cross-encoder on Workers AI that looks at the best few again, such as `@cf/baai/bge-reranker-base`. */
    RERANK_MODEL: z.string().optional(),
    LOG_ID_KEY: z.string().min(16).optional(),
    /** Seal what people say and are called. The first seals, all of them open: that is how a key is changed. */
    DATA_KEYS: keysSchema.optional(),
    /** Set, everything but the shop's pages is kept in PostgreSQL through Neon, and not in D1. */
    NEON_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    /** Neon's HTTP protocol elsewhere than at Neon: a rig on this machine. */
    NEON_FETCH_ENDPOINT: z.url().optional(),
    OTLP_ENDPOINT: z.url().optional(),
    OTLP_HEADERS: z.string().optional(),
    SENTRY_DSN: z.string().optional(),
    /** `off` is for measuring what seeing costs, on this machine only. */
    TELEMETRY: z.enum(['on', 'off']).default('on'),
    TRACE_SAMPLE_RATE: z.coerce.number().min(0).max(1).default(0.1),
    DEMO_LATENCY_MS: z.coerce.number().int().min(0).max(60_000).default(0),
    DEMO_FAULTS: z.string().default(''),
  })
  .superRefine((settings, context) => {
    if (settings.DEMO === 'on' && settings.ENVIRONMENT !== 'local') {
      context.addIssue({ code: 'custom', path: ['DEMO'], message: 'is for this machine only: turn it off here' })
    }
    if (Boolean(settings.EMBEDDINGS_MODEL) !== Boolean(settings.EMBEDDINGS_DIMENSIONS)) {
      const path = [settings.EMBEDDINGS_MODEL ? 'EMBEDDINGS_DIMENSIONS' : 'EMBEDDINGS_MODEL']
      context.addIssue({ code: 'custom', path, message: 'is not set: a model is named with its dimensions' })
    }
    if (settings.EMBEDDINGS_BASE_URL && !settings.EMBEDDINGS_MODEL) {
      context.addIssue({ code: 'custom', path: ['EMBEDDINGS_MODEL'], message: 'is not set' })
    }
    if (settings.TELEMETRY === 'off' && settings.ENVIRONMENT !== 'local') {
      context.addIssue({ code: 'custom', path: ['TELEMETRY'], message: 'may be off on this machine only' })
    }
    for (const [name, needs] of unmetNeeds(settings)) context.addIssue({ code: 'custom', path: [name], message: needs })
    if (settings.ENVIRONMENT !== 'local' && settings.DATA_KEYS === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['DATA_KEYS'],
        message: 'is not set: people would be kept in the clear',
      })
    }
    if (settings.DEMO === 'on') return
    for (const name of ['TOKEN_KEYS', 'WC_KEY', 'WC_SECRET', 'WC_WEBHOOK_SECRET', 'LOG_ID_KEY'] as const) {
      if (settings[name] === undefined) context.addIssue({ code: 'custom', path: [name], message: 'is not set' })
    }
  })
export type Settings = z.output<typeof settingsSchema>

/** An empty var is one that is not set: a dashboard cannot tell the two apart. */
const text = (env: object, name: string): unknown => {
  const value: unknown = Reflect.get(env, name)
  return value === '' ? undefined : value
}

/** Reads the vars once. What is missing or wrong stops the Worker and is named; no value is ever quoted. */
export function readSettings(env: object): Settings {
  const named = Object.fromEntries(Object.keys(settingsSchema.shape).map((name) => [name, text(env, name)]))
  const parsed = settingsSchema.safeParse(named)
  if (parsed.success) return parsed.data
  const detail = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ')
  throw new Fault('misconfigured', { retryable: false, detail })
}
