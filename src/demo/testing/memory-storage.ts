import type { WorldStorage } from '../world/open-world.ts'

/** Storage in a Map that copies what it is given, as Durable Object storage does. */
export function memoryStorage(): WorldStorage {
  const kept = new Map<string, string>()
  return {
    get: async <T>(key: string) => {
      const text = kept.get(key)
      return text === undefined ? undefined : (JSON.parse(text) as T)
    },
    put: async (key, value) => {
      kept.set(key, JSON.stringify(value))
    },
  }
}
