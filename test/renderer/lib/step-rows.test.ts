import { expect, test } from 'vitest'
import { allSteps } from '../../../renderer/lib/drawing.ts'
import { stepRows } from '../../../renderer/lib/step-rows.ts'

test('each step shows the drawing after it; one that is left out shows it as it was', () => {
  const stages = {
    pixels: 'S',
    remark: null,
    stages: [
      { step: 'fit', pixels: 'F' },
      { step: 'soften', pixels: 'S' },
    ],
  } as const
  const steps = { ...allSteps, crop: false, centre: false }
  expect(stepRows(stages, steps)).toEqual([
    { step: 'crop', isTaken: false, pixels: null },
    { step: 'fit', isTaken: true, pixels: 'F' },
    { step: 'centre', isTaken: false, pixels: 'F' },
    { step: 'soften', isTaken: true, pixels: 'S' },
  ])
})

test('without a drawing every step is there and empty', () => {
  expect(stepRows(undefined, allSteps).map(({ pixels }) => pixels)).toEqual([
    null,
    null,
    null,
    null,
  ])
})
