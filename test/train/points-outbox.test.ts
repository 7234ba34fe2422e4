import { expect, test } from 'vitest'
import type { MetricPoint } from '../../electron/contract/training.ts'
import { createPointsOutbox } from '../../electron/train/points-outbox.ts'

const point = (step: number): MetricPoint => ({
  step,
  images: 10,
  seconds: step,
  loss: 1,
  error: 0,
})

function outboxAt() {
  const clock = { ms: 0 }
  const sent: { readonly steps: readonly number[]; readonly after: number }[] = []
  const outbox = createPointsOutbox(
    (points, after) => sent.push({ steps: points.map(({ step }) => step), after }),
    () => clock.ms,
  )
  return { clock, sent, outbox }
}

test('the first point leaves at once', () => {
  const { sent, outbox } = outboxAt()
  outbox.add(point(1))
  expect(sent).toEqual([{ steps: [1], after: 0 }])
})

test('a flood of points leaves in ten messages a second, complete and in order', () => {
  const { clock, sent, outbox } = outboxAt()
  for (let step = 1; step <= 10_000; step += 1) {
    outbox.add(point(step))
    clock.ms += 0.1
  }
  outbox.flush()
  expect(sent.length).toBeLessThanOrEqual(11)
  expect(sent.flatMap(({ steps }) => steps)).toEqual(
    Array.from({ length: 10_000 }, (_, index) => index + 1),
  )
})

test('every message knows the training time before its points', () => {
  const { clock, sent, outbox } = outboxAt()
  for (const step of [1, 2, 3]) {
    outbox.add(point(step))
    clock.ms += 60
  }
  outbox.flush()
  expect(sent).toEqual([
    { steps: [1], after: 0 },
    { steps: [2, 3], after: 1 },
  ])
})

test('nothing held back is nothing sent', () => {
  const { sent, outbox } = outboxAt()
  outbox.flush()
  expect(sent).toEqual([])
})

test('a message of another kind counts among the ten', () => {
  const { clock, sent, outbox } = outboxAt()
  outbox.add(point(1))
  clock.ms = 90
  outbox.alsoSent()
  clock.ms = 120
  outbox.add(point(2))
  clock.ms = 190
  outbox.add(point(3))
  expect(sent.map(({ steps }) => steps)).toEqual([[1], [2, 3]])
})
