import * as z from 'zod'

/**
 * The table is the schema; KV holds only the positions. A stored value can move a flag, never change what kind of flag
 * it is. `onReadFailure` is chosen for each flag, and `why` says which way it falls.
 */
export const flagTable = {
  assistant_live: {
    position: z.boolean(),
    default: true,
    onReadFailure: true,
    why: 'a KV blip must not silence the shop',
  },
  streaming_live: {
    position: z.boolean(),
    default: true,
    onReadFailure: true,
    why: 'words that come bit by bit are no risk',
  },
  shadow_mode: {
    position: z.boolean(),
    default: false,
    onReadFailure: false,
    why: 'a KV blip must not send every shopper to a person; a shop that shadows reads its flag like the others',
  },
  brain_version: {
    position: z.string().max(40),
    default: '',
    onReadFailure: '',
    why: 'empty means the version the deployment names, which is the proven one',
  },
  canary: {
    position: z.number().min(0).max(100),
    default: 5,
    onReadFailure: 0,
    why: 'percent of sessions on the next brain version; unsure means the proven one',
  },
  canary_version: {
    position: z.string().max(40),
    default: '',
    onReadFailure: '',
    why: 'empty means the version that follows the settled one in the repository',
  },
  provider_weights: {
    position: z.record(z.string(), z.number().min(0).max(100)),
    default: {} as Record<string, number>,
    onReadFailure: {} as Record<string, number>,
    why: 'no weights means the order as configured',
  },
  claims_by_model: {
    position: z.boolean(),
    default: false,
    onReadFailure: false,
    why: 'a second reader of promises costs a wait; the rules alone are the proven guard',
  },
  auto_shift: {
    position: z.boolean(),
    default: false,
    onReadFailure: false,
    why: 'traffic moves between providers by itself only where somebody has said so',
  },
  retention_days: {
    position: z.number().int().min(0).max(3_650),
    default: 180,
    onReadFailure: 0,
    why: '0 sweeps nothing: what is deleted by mistake does not come back, what stays a night longer does no harm',
  },
} as const

export type FlagName = keyof typeof flagTable
export type FlagPosition<Name extends FlagName> = z.infer<(typeof flagTable)[Name]['position']>
export type Flags = { [Name in FlagName]: FlagPosition<Name> }
export const FLAG_NAMES = Object.keys(flagTable) as FlagName[]
