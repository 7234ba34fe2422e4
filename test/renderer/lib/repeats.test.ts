import { expect, test } from 'vitest'
import type { RunId, Verification } from '../../../electron/contract/entities.ts'
import { repeatLine, repeatsOf } from '../../../renderer/lib/repeats.ts'
import { aRun } from '../a-run.ts'
import { aLiveRun } from '../curves.ts'

const original = aRun({ id: 'original' })
const repeat = aRun({ id: 'repeat', reproduces: original.id })
const found = (given: Partial<Verification>) => ({
  kind: 'known' as const,
  verification: {
    original: original.id,
    repeat: repeat.id,
    isSame: true,
    firstDifference: null,
    remarks: [],
    ...given,
  },
})

test('the repeats of a run are found among all runs', () => {
  const other = aRun({ id: 'other', reproduces: 'somebody00' as RunId })
  expect(repeatsOf([repeat, other, original], original.id)).toEqual([repeat])
})

test('a repeat that has not ended says where it stands', () => {
  const { text } = repeatLine(aLiveRun('live', { reproduces: original.id }), undefined)
  expect(text).toContain('epoch 1 of 5')
  expect(
    repeatLine(aRun({ state: { status: 'queued', isHeld: false } }), undefined).text,
  ).toContain('queue')
  expect(repeatLine(aRun({ state: { status: 'stopped' } }), undefined).text).toContain('early')
})

test('a repeat that has ended says whether it came to the same', () => {
  expect(repeatLine(repeat, found({}))).toMatchObject({ tone: 'good', text: 'Same hash' })
  const remarks = ['Threads: 2 in the original, 1 in the repeat']
  expect(repeatLine(repeat, found({ isSame: false, firstDifference: 1240, remarks }))).toEqual({
    tone: 'bad',
    text: 'The two part at step 1,240',
    remarks,
  })
  expect(repeatLine(repeat, found({ isSame: false })).tone).toBe('mid')
  expect(repeatLine(repeat, { kind: 'failed', message: 'No run' }).text).toBe('No run')
})
