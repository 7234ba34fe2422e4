import { beforeEach, expect, test, vi } from 'vitest'
import { AppError } from '../../../electron/contract/errors.ts'
import { useDrawing } from '../../../renderer/stores/drawing.ts'
import { useHandwriting } from '../../../renderer/stores/handwriting.ts'
import { useTrueLabel } from '../../../renderer/stores/true-label.ts'
import { withCore } from './with-core.ts'

let calls: [name: string, input: unknown][]
let kept: Map<number, number>
let core: ReturnType<typeof withCore>

beforeEach(() => {
  calls = []
  kept = new Map()
  core = withCore((name, input) => {
    calls.push([name, input])
    const { drawings, label, numbers } = input as {
      readonly drawings?: readonly { readonly label: number }[]
      readonly numbers?: readonly number[]
      readonly label?: number
    }
    for (const drawing of drawings ?? []) kept.set(kept.size + 1, drawing.label)
    for (const each of numbers ?? []) {
      if (!kept.has(each))
        return Promise.reject(new AppError('not-found', `No drawing ${String(each)}`))
      if (label === undefined) kept.delete(each)
      else kept.set(each, label)
    }
    const all = [...kept].map(([at, of]) => ({ number: at, label: of }))
    return Promise.resolve(name === 'handwriting.keep' ? all.slice(-1) : all)
  })
  useDrawing().finish([[1, 2]])
})

test('a drawing is kept with its label', async () => {
  const truth = useTrueLabel()
  await truth.say(4)
  expect(calls).toEqual([
    ['handwriting.keep', { drawings: [{ kind: 'strokes', label: 4, strokes: [[[1, 2]]] }] }],
  ])
  expect(truth.kept).toMatchObject({ number: 1, label: 4 })
})

test('pressed twice it is kept once; another label takes the place of the first', async () => {
  const truth = useTrueLabel()
  await Promise.all([truth.say(4), truth.say(4), truth.say(9)])
  expect(calls.map(([name]) => name)).toEqual(['handwriting.keep', 'handwriting.relabel'])
  expect(truth.kept).toMatchObject({ number: 1, label: 9 })
})

test('what was kept can be taken back', async () => {
  const truth = useTrueLabel()
  await truth.say(4)
  await truth.takeBack()
  expect(truth.kept).toBeUndefined()
  expect(kept.size).toBe(0)
})

test('another drawing is not kept, and an undo brings back what is known of the first', async () => {
  const truth = useTrueLabel()
  await truth.say(4)
  useDrawing().clear()
  expect(truth.kept).toBeUndefined()
  useDrawing().undo()
  expect(truth.kept?.label).toBe(4)
})

test('once the list is looked at, a drawing that is deleted or relabelled there is known to be', async () => {
  const truth = useTrueLabel()
  await truth.say(4)
  await useHandwriting().load()
  expect(truth.kept?.label).toBe(4)
  kept.set(1, 7)
  core.emit('handwriting.changed', { count: 1 })
  await vi.waitFor(() => {
    expect(truth.kept?.label).toBe(7)
  })
  kept.clear()
  core.emit('handwriting.changed', { count: 0 })
  await vi.waitFor(() => {
    expect(truth.kept).toBeUndefined()
  })
})

test('a drawing that was deleted unseen is kept anew, and taking it back is no failure', async () => {
  const truth = useTrueLabel()
  await truth.say(4)
  kept.clear()
  await truth.say(9)
  expect([...kept.values()]).toEqual([9])
  expect(truth.kept?.label).toBe(9)
  kept.clear()
  await truth.takeBack()
  expect(truth.kept).toBeUndefined()
  expect(truth.failure).toBe('')
})

test('why it could not be kept is said, for that drawing', async () => {
  withCore(() => Promise.reject(new Error('10,000 drawings are kept already')))
  useDrawing().finish([[1, 2]])
  const truth = useTrueLabel()
  await truth.say(4)
  expect(truth.failure).toBe('10,000 drawings are kept already')
  useDrawing().clear()
  expect(truth.failure).toBe('')
})
