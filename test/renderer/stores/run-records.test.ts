import { expect, test } from 'vitest'
import type { RunId } from '../../../electron/contract/entities.ts'
import type { UsagePoint } from '../../../electron/contract/training.ts'
import { useRunRecords } from '../../../renderer/stores/run-records.ts'
import { withCore } from './with-core.ts'

const id = 'recorded00' as RunId
const usageOf = (seconds: number): readonly UsagePoint[] => [{ seconds, cpu: 1, memory: 1e8 }]

test('layers and usage are asked for together, and a failure is told', async () => {
  let isDown = true
  withCore((name) => {
    if (isDown) return Promise.reject(new Error('Digit Lab does not answer'))
    return Promise.resolve(name === 'runs.usage' ? usageOf(1) : [])
  })
  const store = useRunRecords()
  await store.load(id)
  expect(store.byRun.get(id)).toEqual({ kind: 'failed', message: 'Digit Lab does not answer' })
  isDown = false
  await store.load(id)
  expect(store.byRun.get(id)).toEqual({ kind: 'known', layers: [], usage: usageOf(1) })
})

test('an answer that is late does not replace a newer one', async () => {
  const late = Promise.withResolvers<readonly UsagePoint[]>()
  let questions = 0
  withCore((name) => {
    if (name !== 'runs.usage') return Promise.resolve([])
    questions += 1
    return questions === 1 ? late.promise : Promise.resolve(usageOf(2))
  })
  const store = useRunRecords()
  const first = store.load(id)
  await store.load(id)
  late.resolve(usageOf(1))
  await first
  expect(store.byRun.get(id)).toMatchObject({ usage: usageOf(2) })
})
