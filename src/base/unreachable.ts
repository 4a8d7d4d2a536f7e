/** Ends a `switch` over a closed union. A new member fails to compile here, and fails loudly if it ever arrives. */
export function unreachable(value: never): never {
  throw new Error(`unreachable case: ${JSON.stringify(value)}`)
}
