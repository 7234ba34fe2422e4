import { beforeEach, describe, expect, test } from 'vitest'
import { useToasts } from '../../../renderer/stores/toasts.ts'
import { useUndo } from '../../../renderer/stores/undo.ts'
import { asPlaces, withCore } from './with-core.ts'

/** A value that steps change, and what it was after each of them. */
let value: string
const set = (next: string) => () => {
  value = next
  return Promise.resolve()
}

beforeEach(() => {
  withCore(asPlaces([]))
  value = 'first'
})

/** Changes the value as somebody in the window does. */
function change(next: string, series?: string): void {
  const before = value
  value = next
  useUndo().did(`now ${next}`, set(before), set(next), series === undefined ? {} : { series })
}

const said = () => useToasts().toasts.map(({ text }) => text)

describe('what was done', () => {
  test('is taken back newest first, and done again in the order it was done', async () => {
    const { undo, redo } = useUndo()
    change('second')
    change('third')
    await undo()
    expect(value).toBe('second')
    await undo()
    expect(value).toBe('first')
    await redo()
    expect(value).toBe('second')
    await redo()
    expect(value).toBe('third')
  })

  test('is said, with a button that takes back just that and is gone once it is', async () => {
    change('second')
    change('third')
    const [toast] = useToasts().toasts
    await toast?.undo?.()
    expect(value).toBe('first')
    expect(said()).toEqual(['now third', 'Undone: now second'])
  })

  test('can no longer be redone once something else is done', async () => {
    const { undo, redo } = useUndo()
    change('second')
    await undo()
    change('other')
    await redo()
    expect(value).toBe('other')
    expect(said()).toContain('There is nothing to redo.')
  })

  test('is said to be nothing where nothing was', async () => {
    await useUndo().undo()
    expect(said()).toEqual(['There is nothing to undo.'])
  })

  test('is remembered for a hundred steps', async () => {
    const { undo } = useUndo()
    for (let step = 1; step <= 101; step += 1) change(String(step))
    for (let step = 1; step <= 101; step += 1) await undo()
    expect(value).toBe('1')
  })
})

describe('steps of one series', () => {
  test('are one, which goes back to before the first and is said once', async () => {
    change('second', 'move a')
    change('third', 'move a')
    expect(said()).toEqual(['now third'])
    const { undo, redo } = useUndo()
    await undo()
    expect(value).toBe('first')
    await redo()
    expect(value).toBe('third')
  })

  test('are several where something else came between', async () => {
    change('second', 'move a')
    change('third', 'move b')
    change('fourth', 'move a')
    await useUndo().undo()
    expect(value).toBe('third')
  })
})

describe('a step that cannot be taken back', () => {
  test('says why, is gone, and leaves the ones before it', async () => {
    const { did, undo, redo } = useUndo()
    change('second')
    did('purged', () => Promise.reject(new Error('It is gone')), set('never'))
    await undo()
    expect(said().at(-1)).toBe('Not undone (purged): It is gone')
    await redo()
    expect(value).toBe('second')
    await undo()
    expect(value).toBe('first')
  })

  test('and one that cannot be redone is gone as well', async () => {
    const { did, undo, redo } = useUndo()
    did('moved', set('back'), () => Promise.reject(new Error('No such run')))
    await undo()
    await redo()
    expect(said().at(-1)).toBe('Not redone (moved): No such run')
    await redo()
    expect(said().at(-1)).toBe('There is nothing to redo.')
  })
})

test('steps asked for at once are taken one after the other', async () => {
  const order: string[] = []
  const { did, undo } = useUndo()
  const { promise, resolve } = Promise.withResolvers<undefined>()
  did('quick', () => Promise.resolve(order.push('quick')), set(''))
  did('slow', () => promise.then(() => order.push('slow')), set(''))
  const both = Promise.all([undo(), undo()])
  resolve(undefined)
  await both
  expect(order).toEqual(['slow', 'quick'])
})
