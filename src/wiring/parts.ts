import type { WorkerEnv, Settings } from '../env.ts'
import { readSettings } from '../env.ts'
import { openNeon } from '../store/neon/open-neon.ts'
import { openD1, pingStore } from '../store/open-d1.ts'
import { tracedFetch } from '../observability/traced-fetch.ts'
import { openActionsLog } from '../store/actions-log.ts'
import { openAuditChain } from '../store/audit-chain.ts'
import { openCallNonces } from '../store/call-nonces.ts'
import { openApprovals } from '../store/approvals.ts'
import { openCodes } from '../store/codes.ts'
import { openConsents } from '../store/consents.ts'
import { openEventCursor } from '../store/event-cursor.ts'
import { openKnowledgeStore } from '../store/knowledge/open-knowledge-store.ts'
import { openErasures } from '../store/privacy/erasures.ts'
import { openPersonRows } from '../store/privacy/person-rows.ts'
import { openPersonReads } from '../store/privacy/read-person.ts'
import { openReseal } from '../store/privacy/reseal.ts'
import { openRetention } from '../store/privacy/retention.ts'
import { openTombstones } from '../store/privacy/tombstones.ts'
import { openHourFacts } from '../store/metrics/hour-facts.ts'
import { openMetrics } from '../store/metrics/metrics.ts'
import { openRefundCheck } from '../store/metrics/refund-check.ts'
import { openRatings } from '../store/ratings.ts'
import { openEvalRuns } from '../store/eval-runs.ts'
import { openDeadLetters } from '../store/delivery/dead-letters.ts'
import { openTicketLinks } from '../store/delivery/ticket-links.ts'
import { openTickets } from '../store/tickets.ts'
import { openTranscripts } from '../store/transcripts.ts'
import { deriveBytes } from '../store/vault/data-keys.ts'
import { openVault } from '../store/vault/open-vault.ts'
import { openShop } from '../outside/shop/open-shop.ts'
import type { ReceiptKey } from '../jobs/privacy/receipts.ts'
import { openFlags } from '../flags/open-flags.ts'
import { openBreakers } from './objects/breaker-object.ts'
import { chance, clock } from './platform.ts'
import { shopFetch } from './demo/wire-demo.ts'
import { demoKeys } from './demo/demo-keys.ts'
import { wireBrain } from './wire-brain.ts'
import { wireKnowledge } from './wire-knowledge.ts'
import { countFault } from './seeing/count-fault.ts'
import { wireSeeing } from './seeing/wire-seeing.ts'

export type Parts = ReturnType<typeof build>

const built = new WeakMap<WorkerEnv, Parts>()

/**
 * What one isolate shares: everything built from Env once, holding no request's I/O. Sessions of an isolate share
 * its breakers' cached state and its search facts through it.
 */
export function partsOf(env: WorkerEnv): Parts {
  const known = built.get(env)
  if (known) return known
  const parts = build(env)
  built.set(env, parts)
  return parts
}

function build(env: WorkerEnv) {
  const settings: Settings = readSettings(env)
  const isDemo = settings.DEMO === 'on'
  const vault = openVault(settings.DATA_KEYS ?? null)
  const { NEON_DATABASE_URL: url, NEON_FETCH_ENDPOINT: fetchEndpoint } = settings
  const d1 = openD1(env.DB, vault)
  const db = url === undefined ? d1 : openNeon({ url, fetchEndpoint }, vault)
  const metrics = { ...openMetrics(db), ...openHourFacts(db, d1), ...openRefundCheck(db) }
  const seeing = wireSeeing(settings, { points: env.METRICS ?? null, countFault: countFault(metrics, clock) })
  const breakers = openBreakers(env.BREAKERS, clock)
  const knowledge = openKnowledgeStore(env.DB)
  const keys = isDemo
    ? demoKeys(settings)
    : { wc: { key: settings.WC_KEY!, secret: settings.WC_SECRET! }, tokens: settings.TOKEN_KEYS! }
  const toShop = tracedFetch(shopFetch(env, settings))
  const shop = openShop({ ...keys.wc, baseUrl: settings.SHOP_URL, fetch: toShop, now: clock, chance })
  return {
    env,
    settings,
    isDemo,
    seeing,
    shop,
    tokenKeys: new Map(Object.entries(keys.tokens)),
    knowledge: wireKnowledge(env, settings, { store: knowledge, fetch: shopFetch(env, settings), seeing }),
    receiptKey: receiptKeyOf(settings),
    breakers,
    brain: wireBrain({ settings, ai: env.AI, breakers, hashId: seeing.hashId }),
    flags: openFlags({
      read: (name) => env.FLAGS.get(name),
      now: clock,
      failed: (flag, fellBackTo) =>
        seeing.log({ event: 'flag.read_failed', flag, fell_back_to: JSON.stringify(fellBackTo) }),
    }),
    keptIn: { database: url === undefined ? 'D1' : 'PostgreSQL', keyId: vault.keyId },
    store: {
      ping: () => pingStore(db),
      transcripts: openTranscripts(db),
      ratings: openRatings(db),
      metrics,
      actions: openActionsLog(db),
      tickets: openTickets(db),
      evalRuns: openEvalRuns(db),
      ticketLinks: openTicketLinks(db),
      deadLetters: openDeadLetters(db),
      approvals: openApprovals(db),
      codes: openCodes(db),
      consents: openConsents(db),
      people: openPersonRows(db),
      personReads: openPersonReads(db),
      tombstones: openTombstones(db),
      erasures: openErasures(db),
      retention: { ...openRetention(db), ...openReseal(db) },
      nonces: openCallNonces(db),
      audit: openAuditChain(db),
      events: openEventCursor(env.DB),
      knowledge,
    },
  }
}

/** Receipts are signed by the key that seals; the embedded shop has one that everybody can read. */
function receiptKeyOf(settings: Settings): ReceiptKey | null {
  const keys = settings.DATA_KEYS ?? (settings.DEMO === 'on' ? demoKeys(settings).receipts : {})
  const [own] = Object.entries(keys)
  return own ? { id: own[0], seed: deriveBytes(own[1], 'receipt') } : null
}
