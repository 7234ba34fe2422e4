import { expect, test } from 'vitest'
import { createTurns } from '../../../renderer/client/turns.ts'

/** Turns by a clock that moves only when told, and the pauses that were asked for. */
function turns(perSecond: number, burst: number) {
  let time = 5000
  const pauses: number[] = []
  const turn = createTurns(
    perSecond,
    burst,
    () => time,
    (ms) => {
      pauses.push(Math.round(ms))
      return Promise.resolve()
    },
  )
  return {
    turn,
    pauses,
    pass: (ms: number) => {
      time += ms
    },
  }
}

test('a burst goes at once, and what comes after it waits longer and longer', async () => {
  const { turn, pauses } = turns(10, 3)
  for (let i = 0; i < 6; i++) await turn()
  expect(pauses).toEqual([100, 200, 300])
})

test('time that passes gives turns back, but never more than a burst', async () => {
  const { turn, pauses, pass } = turns(10, 3)
  for (let i = 0; i < 3; i++) await turn()
  pass(200)
  for (let i = 0; i < 3; i++) await turn()
  expect(pauses).toEqual([100])
  pass(60_000)
  for (let i = 0; i < 4; i++) await turn()
  expect(pauses).toEqual([100, 100])
})

test('no second has more turns than the burst and the rate allow', async () => {
  const { turn, pauses } = turns(80, 100)
  for (let i = 0; i < 500; i++) await turn()
  expect(pauses.filter((ms) => ms <= 1000)).toHaveLength(80)
  expect(pauses.at(-1)).toBe(5000)
})
