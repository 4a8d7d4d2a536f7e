const encoder = new TextEncoder()

/** Compares two strings in time that depends only on their lengths. */
export function equalsInConstantTime(left: string, right: string): boolean {
  const [a, b] = [encoder.encode(left), encoder.encode(right)]
  let difference = a.length ^ b.length
  for (let index = 0; index < a.length; index++) difference |= a[index]! ^ (b[index % b.length] ?? 0)
  return difference === 0
}
