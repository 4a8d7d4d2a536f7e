import { DurableObject } from 'cloudflare:workers'
import { Lifecycle } from 'agents/lifecycle'
import { Scheduler } from 'agents/schedules'
import { Streams } from 'agents/streams'
import type { SessionDoor } from '../../contracts/session-rpc.ts'
import type { WorkerEnv } from '../../env.ts'
import type { Session } from '../../session/session.ts'
import { answering } from './answering.ts'
import { wireSession } from './wire-session.ts'

type Ask<Door extends keyof SessionDoor> = Parameters<SessionDoor[Door]>[0]

/**
 * A shell: platform in, plain object out. The Agents SDK's capabilities are used one by one on a plain Durable
 * Object: its whole `Agent` class costs ten times the bundle and opens a WebSocket surface.
 */
export class SessionObject extends DurableObject<WorkerEnv> implements SessionDoor {
  readonly #streams = new Streams()
  readonly #schedules = new Scheduler({ callbacks: { tend: () => this.#session.tend() } })
  readonly #lifecycle = Lifecycle.install(this).use(this.#streams).use(this.#schedules)
  readonly #session: Session
  readonly #through: ReturnType<typeof answering>

  constructor(ctx: DurableObjectState, env: WorkerEnv) {
    super(ctx, env)
    const wired = wireSession(ctx, env, { streams: this.#streams, wakeAt: (ms) => this.#wakeAt(ms) })
    this.#session = wired.session
    // Plain RPC does not start the lifecycle, so every door does.
    this.#through = answering(() => this.#lifecycle.start(), wired.report)
  }

  /** Called by the lifecycle before the first request of a life: what a crash cut off is picked up here. */
  async onStart(): Promise<void> {
    await this.#session.wake()
  }

  async #wakeAt(ms: number): Promise<void> {
    for (const { id } of await this.#schedules.list()) await this.#schedules.cancel(id)
    await this.#schedules.set(new Date(ms), 'tend')
  }

  say(ask: Ask<'say'>): ReturnType<SessionDoor['say']> {
    return this.#through(() => this.#session.say(ask))
  }
  follow(ask: Ask<'follow'>): ReturnType<SessionDoor['follow']> {
    return this.#through(() => this.#session.follow(ask))
  }
  history(ask: Ask<'history'>): ReturnType<SessionDoor['history']> {
    return this.#through(() => this.#session.history(ask))
  }
  stop(ask: Ask<'stop'>): ReturnType<SessionDoor['stop']> {
    return this.#through(() => this.#session.stop(ask))
  }
  callPerson(ask: Ask<'callPerson'>): ReturnType<SessionDoor['callPerson']> {
    return this.#through(() => this.#session.callPerson(ask))
  }
  rate(ask: Ask<'rate'>): ReturnType<SessionDoor['rate']> {
    return this.#through(() => this.#session.rate(ask))
  }
  attach(ask: Ask<'attach'>): ReturnType<SessionDoor['attach']> {
    return this.#through(() => this.#session.attach(ask))
  }
  consent(ask: Ask<'consent'>): ReturnType<SessionDoor['consent']> {
    return this.#through(() => this.#session.consent(ask))
  }
  verify(ask: Ask<'verify'>): ReturnType<SessionDoor['verify']> {
    return this.#through(() => this.#session.verify(ask))
  }
  notice(ask: Ask<'notice'>): ReturnType<SessionDoor['notice']> {
    return this.#through(() => this.#session.notice(ask))
  }
  release(ask: Ask<'release'>): ReturnType<SessionDoor['release']> {
    return this.#through(() => this.#session.release(ask))
  }
  staffSays(ask: Ask<'staffSays'>): ReturnType<SessionDoor['staffSays']> {
    return this.#through(() => this.#session.staffSays(ask))
  }
  orderMoved(ask: Ask<'orderMoved'>): ReturnType<SessionDoor['orderMoved']> {
    return this.#through(() => this.#session.orderMoved(ask))
  }
  dossier(): ReturnType<SessionDoor['dossier']> {
    return this.#through(() => this.#session.dossier())
  }
  async forget(): ReturnType<SessionDoor['forget']> {
    const forgot = await this.#through(() => this.#session.forget())
    // What still runs in this life must not write into the emptied storage: the next call begins a new life.
    if (forgot.ok) setTimeout(() => this.ctx.abort('forgotten'), 0)
    return forgot
  }
}
