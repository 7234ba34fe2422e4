import { expect, test } from 'vitest'
import { inTurns, least, type Program } from '../../bench/turns.ts'

/** A program that keeps a list of who ran, and returns how often it did. */
function counted(name: string, ran: string[]): Program<number> {
  let times = 0
  return {
    name,
    run: () => {
      ran.push(name)
      times += 1
      return Promise.resolve(times)
    },
  }
}

test('programs take turns, and every other round goes backwards', async () => {
  const ran: string[] = []
  const [a, b] = [counted('a', ran), counted('b', ran)]
  const results = await inTurns([a, b], 3, () => undefined)
  expect(ran).toEqual(['a', 'b', 'b', 'a', 'a', 'b'])
  expect([results.get(a), results.get(b)]).toEqual([
    [1, 2, 3],
    [1, 2, 3],
  ])
})

test('it is told before each turn which program runs, and in which round', async () => {
  const said: string[] = []
  const ran: string[] = []
  await inTurns([counted('a', ran), counted('b', ran)], 2, (doing) => {
    said.push(`${doing} after ${String(ran.length)}`)
  })
  expect(said).toEqual([
    'round 1 of 2: a after 0',
    'round 1 of 2: b after 1',
    'round 2 of 2: b after 2',
    'round 2 of 2: a after 3',
  ])
})

test('a program that fails ends the turns with its error', async () => {
  const ran: string[] = []
  const broken: Program<number> = {
    name: 'broken',
    run: () => Promise.reject(new Error('pytorch.py failed')),
  }
  await expect(inTurns([broken, counted('a', ran)], 2, () => undefined)).rejects.toThrow(
    'pytorch.py failed',
  )
  expect(ran).toEqual([])
})

test('the least time counts; none at all, or one that is no number, is no number', () => {
  expect(least([1.9, 1.7, 2.4])).toBe(1.7)
  expect([least([]), least([1, NaN])]).toEqual([NaN, NaN])
})
