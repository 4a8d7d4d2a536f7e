/** Scaled to length one, so that a dot product is the cosine. A zero vector stays zero and is near nothing. */
export function unitLength(values: ArrayLike<number>): Float32Array {
  let sum = 0
  for (let at = 0; at < values.length; at++) sum += values[at]! * values[at]!
  const scale = sum === 0 ? 0 : 1 / Math.sqrt(sum)
  return Float32Array.from(values, (value) => value * scale)
}
