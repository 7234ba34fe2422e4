import { expect, test } from 'vitest'
import type { RunId } from '../../../electron/contract/entities.ts'
import { useVerifications } from '../../../renderer/stores/verifications.ts'
import { withCore } from './with-core.ts'

const id = 'repeat0000' as RunId

test('a verification is asked for once, and again where it could not be had', async () => {
  let asked = 0
  withCore(() => {
    asked += 1
    return asked === 1
      ? Promise.reject(new Error('Digit Lab does not answer'))
      : Promise.resolve({ isSame: true })
  })
  const store = useVerifications()
  await store.find(id)
  expect(store.byRepeat.get(id)).toEqual({ kind: 'failed', message: 'Digit Lab does not answer' })
  await Promise.all([store.find(id), store.find(id)])
  expect(asked).toBe(2)
  expect(store.byRepeat.get(id)).toEqual({ kind: 'known', verification: { isSame: true } })
})
