import { expect, test } from 'vitest'
import { createOnce } from '../../../electron/core/evaluation/once.ts'

const never = new AbortController().signal

test('work is done once for all who ask for it meanwhile, and anew for who asks later', async () => {
  const { wait } = createOnce<number>()
  let begun = 0
  const work = async () => Promise.resolve((begun += 1))
  expect(await Promise.all([wait('a', never, work), wait('a', never, work)])).toEqual([1, 1])
  expect(await Promise.all([wait('a', never, work), wait('b', never, work)])).toEqual([2, 3])
})

test('it goes on while one waits, and is aborted once nobody does', async () => {
  const { wait, isUnderWay } = createOnce<never>()
  const [first, second] = [new AbortController(), new AbortController()]
  let given: AbortSignal | undefined
  const work = (nobodyWaits: AbortSignal) => {
    given = nobodyWaits
    return new Promise<never>(() => undefined)
  }
  const waiting = [wait('a', first.signal, work), wait('a', second.signal, work)]
  first.abort(new Error('first has left'))
  await expect(waiting[0]).rejects.toThrow('first has left')
  expect(given?.aborted).toBe(false)
  expect(isUnderWay('a')).toBe(true)
  second.abort(new Error('second has left'))
  await expect(waiting[1]).rejects.toThrow('second has left')
  expect(given?.aborted).toBe(true)
  expect(isUnderWay('a')).toBe(false)
})

test('work that fails tells all who wait, and may be asked for again', async () => {
  const { wait } = createOnce<number>()
  const fails = () => Promise.reject(new Error('no engine'))
  const waiting = [wait('a', never, fails), wait('a', never, fails)]
  for (const one of waiting) await expect(one).rejects.toThrow('no engine')
  expect(await wait('a', never, () => Promise.resolve(7))).toBe(7)
})
