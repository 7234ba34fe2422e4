import { describe, expect, test } from 'vitest'
import type { RunId } from '../../../electron/contract/entities.ts'
import type { QueuedRun } from '../../../electron/contract/run-list.ts'
import {
  afterIn,
  beforeAt,
  differenceLine,
  doneAt,
  estimateOf,
  movedBefore,
} from '../../../renderer/lib/queue.ts'
import { aRun } from '../a-run.ts'

const [a, b, c] = ['a', 'b', 'c'].map((id) => aRun({ id }).id) as [RunId, RunId, RunId]
const waiting = (id: RunId, given: Partial<QueuedRun> = {}): QueuedRun => ({
  id,
  isHeld: false,
  startsIn: 60,
  takes: 30,
  ...given,
})
const queue = [a, b, c].map((id) => waiting(id))
const order = (runs: readonly QueuedRun[]) => runs.map(({ id }) => id)

describe('a run that is moved', () => {
  test.each([
    ['before the first', c, a, [c, a, b]],
    ['before a later one', a, c, [b, a, c]],
    ['to the end', a, null, [b, c, a]],
    ['before itself', b, b, [a, b, c]],
    ['before one that has left the queue', a, 'gone' as RunId, [b, c, a]],
    ['but has left the queue', 'gone' as RunId, a, [a, b, c]],
  ] as const)('%s', (_, id, before, expected) => {
    expect(order(movedBefore(queue, id, before))).toEqual(expected)
  })

  test('stands at the place that was asked for, wherever it comes from', () => {
    for (const id of [a, b, c])
      for (const place of [0, 1, 2]) {
        const before = beforeAt([a, b, c], id, place)
        expect(order(movedBefore(queue, id, before)).indexOf(id)).toBe(place)
      }
  })

  test('goes back to where it was, before what followed it', () => {
    for (const id of [a, b, c]) {
      const back = afterIn([a, b, c], id)
      for (const before of [a, null])
        expect(order(movedBefore(movedBefore(queue, id, before), id, back))).toEqual([a, b, c])
    }
    expect(afterIn([a, b], c)).toBeNull()
  })
})

test('a waiting run is told by what is not the reference about it', () => {
  expect(differenceLine(aRun())).toBe('As in the reference experiment')
  const line = differenceLine(aRun({ config: { hidden: [64, 32], learningRate: 0.01 } }))
  expect(line).toBe('Hidden layers 64-32, Learning rate 0.01')
})

describe('when a run begins and ends', () => {
  const now = new Date(2026, 10, 24, 14, 0, 0).getTime()

  test('counts down from when the queue was told', () => {
    expect(estimateOf(waiting(a), now, now)).toEqual({
      starts: 'Starts in about 60 s',
      done: 'done 14:01',
    })
    expect(estimateOf(waiting(a), now, now + 50_000).starts).toBe('Starts in about 10 s')
  })

  test('is any moment where it should have begun, and it is then not done earlier than it takes', () => {
    const late = estimateOf(waiting(a, { takes: 120 }), now, now + 300_000)
    expect(late).toEqual({ starts: 'Starts any moment', done: 'done 14:07' })
  })

  test('says only how long it takes while it is held, or where its start is not known', () => {
    expect(estimateOf(waiting(a, { isHeld: true, startsIn: null }), now, now)).toEqual({
      starts: 'Held',
      done: 'takes about 30 s',
    })
    expect(estimateOf(waiting(a, { startsIn: null }), now, now).starts).toBe('Start not known yet')
  })

  test('says nothing of its end where nothing like it was measured', () => {
    expect(estimateOf(waiting(a, { takes: null }), now, now).done).toBe('')
  })
})

describe('the end of the whole queue', () => {
  test('is that of the last run to end, those that are held left out', () => {
    const held = waiting(c, { isHeld: true, startsIn: null, takes: 1000 })
    const runs = [waiting(a, { startsIn: 0, takes: 100 }), waiting(b), held]
    expect(doneAt({ runs, at: 5000 })).toBe(105_000)
  })

  test('is not known while one of them is not, or where none goes on', () => {
    expect(doneAt({ runs: [waiting(a), waiting(b, { takes: null })], at: 0 })).toBeNull()
    expect(doneAt({ runs: [waiting(a, { isHeld: true })], at: 0 })).toBeNull()
    expect(doneAt({ runs: [], at: 0 })).toBeNull()
  })
})
