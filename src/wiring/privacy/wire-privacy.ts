import { MINUTE_MS } from '../../base/time.ts'
import { sweepOld } from '../../jobs/retention/sweep-old.ts'
import { filesOf } from '../../contracts/attachment.ts'
import type { Person } from '../../contracts/erasure.ts'
import type { PrivacyAsk, PrivacyExport, PrivacyReceipt } from '../../contracts/plugin-api.ts'
import type { SessionDoor } from '../../contracts/session-rpc.ts'
import type { TurnRecord } from '../../contracts/turn-record.ts'
import { keepMessageUnlessErased, keepUnlessErased } from '../../jobs/privacy/drop-late.ts'
import { erasePerson, type EraseDeps, type Erased, type FindDeps } from '../../jobs/privacy/erase-person.ts'
import { exportPerson } from '../../jobs/privacy/export-person.ts'
import { openReceipts } from '../../jobs/privacy/receipts.ts'
import type { ParkedLetter } from '../../store/delivery/dead-letters.ts'
import type { Parts } from '../parts.ts'
import { clock } from '../platform.ts'

/** A request begun this long ago and not done was cut off. */
const CUT_OFF_MS = 5 * MINUTE_MS
const SHOP_MS = 10_000

export type Privacy = {
  export(person: Person): Promise<PrivacyExport>
  /** `id` is the asker's: asked twice it is one request with one receipt. */
  erase(id: string, person: Person): Promise<Erased>
  /** For the cron: goes on with what a crash cut off. */
  resumeErasures(): Promise<void>
  /** For the queue: keeps turns, but none of whoever was erased since. */
  keepTurns(records: TurnRecord[]): Promise<void>
  keepMessage(said: Parameters<Parts['store']['transcripts']['keepMessage']>[0]): Promise<void>
  /** What the queue gave up on: kept to be driven again, unless its conversation was erased. */
  keepLetter(letter: ParkedLetter): Promise<void>
  publicKey(): Promise<object>
  /** For the nightly cron: what is past its days, and rows under an older key. */
  sweepOld(): Promise<void>
}

/** Everything a person may ask about themselves, over every place that holds something of them. */
export function wirePrivacy(parts: Parts): Privacy {
  const { env, store, seeing } = parts
  const session = (id: string) => env.SESSIONS.getByName(id) as unknown as SessionDoor
  const find: FindDeps = {
    ...store.people,
    guestOrdersOf: (email) => parts.shop.guestOrderNumbersOf(email, AbortSignal.timeout(SHOP_MS)),
  }
  const receipts = openReceipts(parts.receiptKey)
  const deps: EraseDeps = {
    ...find,
    ...store.people,
    ...store.erasures,
    bury: store.tombstones.bury,
    now: clock,
    session,
    removeFiles: (sessionId) => removeFiles(env.FILES, filesOf(sessionId)),
    personHash: (person) => seeing.hashId(person.email ?? person.customer_id ?? person.session_id ?? ''),
    sign: receipts.sign,
    erased: (places) => seeing.log({ event: 'person.erased', subject: 'erased', places }),
  }
  const erase: Privacy['erase'] = (id, person) => erasePerson(deps, id, person)
  const eraseAgain = async (sessionId: string) =>
    void (await store.people.eraseSession(sessionId, { id: '', removed: {} }))
  return {
    export: (person) =>
      exportPerson(
        { ...find, ...store.personReads, session, listFiles: (id) => listFiles(env.FILES, filesOf(id)) },
        person
      ),
    erase,
    async resumeErasures() {
      for (const { id, person } of await store.erasures.cutErasures(clock() - CUT_OFF_MS, 5)) {
        if (person) await erase(id, person)
      }
    },
    keepTurns: (records) =>
      keepUnlessErased(
        {
          erasedAt: store.tombstones.erasedAt,
          eraseAgain,
          session,
          keepTurns: async (kept) => {
            await store.transcripts.keepTurns(kept)
            await store.actions.recordActions(kept.flatMap((record) => record.actions))
          },
        },
        records
      ),
    keepMessage: ({ sessionId, turnId, message }) =>
      keepMessageUnlessErased(
        { erasedAt: store.tombstones.erasedAt, eraseAgain, keepMessage: store.transcripts.keepMessage },
        { sessionId, turnId, message }
      ),
    async keepLetter(letter) {
      const sessionId = letter.sessionId
      const [erasedAt = null] = sessionId === null ? [] : await store.tombstones.erasedAt([{ session: sessionId }])
      if (erasedAt === null) await store.deadLetters.parkLetter(letter)
    },
    publicKey: receipts.publicKey,
    sweepOld: () =>
      sweepOld({
        ...store.retention,
        ...store.people,
        now: clock,
        retentionDays: async () => (await parts.flags()).retention_days,
        removeFiles: deps.removeFiles,
        sweepTombstones: store.tombstones.sweepTombstones,
        swept: (table, rows) => seeing.log({ event: 'retention.swept', table, rows }),
      }),
  }
}

const personOf = ({ email, customer_id }: PrivacyAsk): Person => ({ email, customer_id, session_id: null })

/** The same, as the shop's plugin asks for it. */
export const privacyForPlugin = (parts: Parts) => ({
  exportPerson: (ask: PrivacyAsk): Promise<PrivacyExport> => wirePrivacy(parts).export(personOf(ask)),
  async erasePerson(ask: PrivacyAsk): Promise<PrivacyReceipt> {
    const { receipt, removed, kept } = await wirePrivacy(parts).erase(`wp-${ask.request_id}`, personOf(ask))
    return { receipt, erased: removed, kept: Object.fromEntries(Object.entries(kept).map(([k, v]) => [k, v.count])) }
  },
})

async function listFiles(files: R2Bucket, prefix: string): Promise<{ name: string; bytes: number }[]> {
  const found: { name: string; bytes: number }[] = []
  for (let cursor: string | undefined; ;) {
    const page = await files.list({ prefix, ...(cursor === undefined ? {} : { cursor }) })
    found.push(...page.objects.map((object) => ({ name: object.key, bytes: object.size })))
    if (!page.truncated) return found
    cursor = page.cursor
  }
}

async function removeFiles(files: R2Bucket, prefix: string): Promise<number> {
  const keys = (await listFiles(files, prefix)).map((file) => file.name)
  for (let from = 0; from < keys.length; from += 1_000) await files.delete(keys.slice(from, from + 1_000))
  return keys.length
}
