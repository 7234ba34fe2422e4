import { expect, test } from 'vitest'
import type { RunId } from '../../../electron/contract/entities.ts'
import type { QueuedRun } from '../../../electron/contract/run-list.ts'
import { waitingCells } from '../../../renderer/lib/waiting-cells.ts'

const toldAt = new Date(2026, 10, 24, 14, 0).getTime()
const queued = (change: Partial<QueuedRun>): QueuedRun => ({
  id: 'aaaaaaaaaa' as RunId,
  isHeld: false,
  startsIn: 60,
  takes: 40,
  ...change,
})
const textsOf = (change: Partial<QueuedRun>, secondsSince = 0) => {
  const { started, duration } = waitingCells(queued(change), toldAt, toldAt + secondsSince * 1000)
  return { started: started?.text, took: duration?.text, hint: started?.hint ?? duration?.hint }
}

test('a waiting run says when it begins and how long it takes, and its hint when it is done', () => {
  expect(textsOf({})).toEqual({
    started: 'in ≈ 60 s',
    took: '≈ 40 s',
    hint: 'Starts in about 60 s, done 14:01',
  })
})

test('the time until a run begins grows less between two estimates, down to soon', () => {
  expect(textsOf({}, 45).started).toBe('in ≈ 15 s')
  expect(textsOf({}, 90)).toMatchObject({ started: 'soon', hint: 'Starts any moment, done 14:02' })
})

test('what is not known is not said', () => {
  expect(textsOf({ isHeld: true, startsIn: null })).toMatchObject({
    started: undefined,
    took: '≈ 40 s',
    hint: 'Held, takes about 40 s',
  })
  expect(textsOf({ startsIn: null, takes: null })).toEqual({})
  expect(textsOf({ startsIn: 600, takes: 7200 })).toMatchObject({
    started: 'in ≈ 10 min',
    took: '≈ 2 h',
  })
})
