import { describe, expect, it } from 'vitest'
import { openJoint } from './open-joint.ts'

/** Fed by the character, as the worst stream would. */
function join(shown: string, next: string, size = 1): string {
  const joint = openJoint(shown)
  let fresh = ''
  for (let at = 0; at < next.length; at += size) fresh += joint.push(next.slice(at, at + size))
  return shown + fresh + joint.end()
}

describe('a continuation', () => {
  it.each([
    ['goes on', 'The lamp is', ' here now.', 'The lamp is here now.'],
    ['goes on without its space', 'The lamp is', 'here now.', 'The lamp is here now.'],
    ['begins again', 'The lamp is', 'The lamp is here now.', 'The lamp is here now.'],
    ['repeats the last sentence', 'All good. The lamp is', 'The lamp is here now.', 'All good. The lamp is here now.'],
    ['repeats the last words', 'The old lamp is', 'lamp is here now.', 'The old lamp is here now.'],
    ['after a space', 'The lamp is ', 'here now.', 'The lamp is here now.'],
    ['only repeats', 'The lamp is here.', 'The lamp is here.', 'The lamp is here.'],
    ['starts another sentence', 'Order 1042 is', 'It is completed now.', 'Order 1042 is … It is completed now.'],
    ['names a name', 'It went out with', 'DHL this morning.', 'It went out with DHL this morning.'],
    ['follows a whole sentence', 'It is here.', 'The lamp too.', 'It is here. The lamp too.'],
    ['of nothing shown', '', 'The lamp is here.', 'The lamp is here.'],
    ['in Japanese', 'ランプは', '届きました。', 'ランプは届きました。'],
    ['in Japanese, repeated', 'ランプは今日', 'ランプは今日届きました。', 'ランプは今日届きました。'],
  ])('that %s', (_, shown, next, whole) => {
    expect(join(shown, next)).toBe(whole)
    expect(join(shown, next, 1_000)).toBe(whole)
  })
})
