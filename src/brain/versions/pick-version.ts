import { BRAIN_VERSIONS, nextVersion, PROVEN_VERSION, type BrainVersion } from './brain-version.ts'
import { stableBucket } from './stable-bucket.ts'

export type VersionFlags = {
  /** The version everybody has. Unknown means the proven one. */
  version: string
  /** The version being tried; empty means the one that follows in the repository. */
  canary: string
  /** Of 100 sessions, how many try it. */
  canaryPercent: number
}

const named = (id: string): BrainVersion | null => (Object.hasOwn(BRAIN_VERSIONS, id) ? BRAIN_VERSIONS[id]! : null)

/** Which two versions share the sessions now, or null while nothing is on trial. */
export function trialOf({ version, canary, canaryPercent }: VersionFlags): { settled: string; tried: string } | null {
  const settled = named(version) ?? PROVEN_VERSION
  const tried = canary === '' ? nextVersion(settled) : named(canary)
  return tried && tried.id !== settled.id && canaryPercent > 0 ? { settled: settled.id, tried: tried.id } : null
}

/**
 * Which brain a session has. Sticky: the same session falls in the same place whatever its turn, and raising the percent
 * only adds sessions. The canary's name salts the hash, so that the next trial is not on the same shoppers.
 */
export function pickVersion(sessionId: string, { version, canary, canaryPercent }: VersionFlags): BrainVersion {
  const settled = named(version) ?? PROVEN_VERSION
  const tried = canary === '' ? nextVersion(settled) : named(canary)
  return tried && stableBucket(`${tried.id}:${sessionId}`) * 100 < canaryPercent ? tried : settled
}
