import { describe, expect, test } from 'vitest'
import { createUnitWatch } from '../../electron/train/unit-watch.ts'

const watchOf = (
  activation: Parameters<typeof createUnitWatch>[1],
  hidden: readonly number[],
  ...seen: readonly (readonly [number, readonly number[]])[]
) => {
  const watch = createUnitWatch({ hidden }, activation)
  for (const [layer, outputs] of seen) watch.see(layer, Float32Array.from(outputs))
  return watch
}

describe('a unit is dead', () => {
  test('when it gives the same for every image of every batch', () => {
    const watch = watchOf('relu', [3], [0, [0, 1, 0, 0, 2, 0]], [0, [0, 1, 0]])
    expect(watch.seenOf(0).dead).toBe(2)
  })

  test('whatever it is that it gives', () => {
    expect(watchOf('elu', [2], [0, [-1, 3, -1, 3]]).seenOf(0).dead).toBe(2)
  })

  test('no longer as soon as one image moves it, in whichever batch', () => {
    const watch = watchOf('relu', [2], [0, [0, 0]], [0, [0, 0, 0, 0.5]])
    expect(watch.seenOf(0).dead).toBe(1)
  })

  test('in its own layer', () => {
    const watch = watchOf('relu', [2, 3], [0, [1, 0, 2, 0]], [1, [0, 0, 0, 0, 0, 0]])
    expect([watch.seenOf(0).dead, watch.seenOf(1).dead]).toEqual([1, 3])
  })
})

describe('saturated', () => {
  test('are the outputs at either end of tanh', () => {
    const watch = watchOf('tanh', [2], [0, [0.99, -0.98, 0.9, 0]])
    expect(watch.seenOf(0).saturated).toBe(0.5)
  })

  test('are the outputs at either end of sigmoid', () => {
    const watch = watchOf('sigmoid', [2], [0, [0.99, 0.01]], [0, [0.95, 0.5]])
    expect(watch.seenOf(0).saturated).toBe(0.5)
  })

  test('is nothing where an activation has an open end', () => {
    expect(watchOf('relu', [1], [0, [100]]).seenOf(0).saturated).toBeNull()
  })
})

test('the last layer is not watched', () => {
  expect(createUnitWatch({ hidden: [3] }, 'tanh').seenOf(1)).toEqual({
    dead: null,
    saturated: null,
  })
})
