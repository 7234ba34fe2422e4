import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MetricPoint } from '../../electron/contract/training.ts'
import { thinnedPoints } from '../../electron/store/thinned-points.sql.ts'
import { addPoints, metricsOf } from '../../electron/store/training.sql.ts'
import { a, add, b, tempDb } from './a-run.ts'

const height = ({ loss }: MetricPoint) => loss ?? Infinity

/** What is promised, without any thought of speed. */
function thinnedPlainly(points: readonly MetricPoint[], most: number): readonly MetricPoint[] {
  const [first] = points
  const last = points.at(-1)
  if (points.length <= most || !first || !last) return points
  const stretches = Math.floor((most - 2) / 2)
  const width = Math.ceil((last.step - first.step + 1) / stretches)
  const groups = Map.groupBy(points, ({ step }) => Math.floor((step - first.step) / width))
  const kept = new Set([first, last])
  for (const group of groups.values()) {
    const heights = group.map(height)
    for (const extreme of [Math.min(...heights), Math.max(...heights)]) {
      const point = group[heights.indexOf(extreme)]
      if (point) kept.add(point)
    }
  }
  return points.filter((point) => kept.has(point))
}

const curve = fc
  .array(
    fc.record({
      stride: fc.integer({ min: 1, max: 40 }),
      loss: fc.option(fc.integer({ min: 0, max: 5 }), { freq: 8 }),
    }),
    { minLength: 0, maxLength: 300 },
  )
  .map((rows) => {
    let step = 0
    return rows.map(({ stride, loss }): MetricPoint => {
      step += stride
      return { step, loss, error: 0.25, images: 8 * stride, seconds: step / 4 }
    })
  })

test('of many points the first, the last and the extremes of each stretch are kept as they were measured', () => {
  const db = tempDb()
  add(db, a)
  add(db, b)
  addPoints(db, b, [{ step: 7, loss: 9, error: 1, images: 1, seconds: 1 }])
  fc.assert(
    fc.property(curve, fc.integer({ min: 10, max: 60 }), (points, most) => {
      db.prepare('DELETE FROM metric WHERE run = ?').run(a)
      addPoints(db, a, points)
      const [found] = thinnedPoints(db, [a], { afterStep: 0, most })
      expect(found?.points).toEqual(thinnedPlainly(points, most))
      expect(found?.points.length).toBeLessThanOrEqual(most)
    }),
  )
})

test('only points after a step count, and each run is thinned by itself', () => {
  const db = tempDb()
  add(db, a)
  add(db, b)
  const points = Array.from({ length: 100 }, (_, index) => ({
    step: index + 1,
    loss: index % 7,
    error: 0.5,
    images: 2,
    seconds: index,
  }))
  addPoints(db, a, points)
  addPoints(db, b, points.slice(0, 5))
  const after = points.slice(40)
  expect(thinnedPoints(db, [b, a], { afterStep: 40, most: 20 })).toEqual([
    { id: b, points: [] },
    { id: a, points: thinnedPlainly(after, 20) },
  ])
  expect(thinnedPoints(db, [b, a], { afterStep: 0, most: 100 })).toEqual(metricsOf(db, [b, a], 0))
})

test('a curve is thinned by key: no sort of its points, no scan of the table', () => {
  const db = tempDb()
  add(db, a)
  const plans: string[] = []
  const prepare = db.prepare.bind(db)
  db.prepare = (text: string) => {
    if (/stretch/.test(text)) plans.push(text)
    return prepare(text)
  }
  addPoints(
    db,
    a,
    Array.from({ length: 30 }, (_, index) => ({
      step: index + 1,
      loss: 1,
      error: 0,
      images: 1,
      seconds: 1,
    })),
  )
  thinnedPoints(db, [a], { afterStep: 0, most: 10 })
  const [text = ''] = plans
  const count = text.split('?').length - 1
  const plan = prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`)
    .all(...Array<string>(count).fill(a))
    .map(({ detail }) => detail)
  expect(plan.filter((line) => /metric/.test(line))).not.toEqual([])
  expect(plan.filter((line) => /SCAN metric/.test(line))).toEqual([])
  expect(plan.filter((line) => /SEARCH metric/.test(line) && !/PRIMARY KEY/.test(line))).toEqual([])
})
