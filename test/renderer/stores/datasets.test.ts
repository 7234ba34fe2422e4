import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { CallName } from '../../../electron/contract/calls.ts'
import { useDatasets } from '../../../renderer/stores/datasets.ts'
import { tempCore } from '../../core/temp-core.ts'
import { tinyCsv, tinySource } from '../../fixtures/tiny-csv.ts'
import { tempDir } from '../../temp-dir.ts'
import { withCore } from './with-core.ts'

async function storeOnCore() {
  const dataDir = tempDir()
  const core = tempCore({ dataDir, worksQueue: false })
  const asked: string[] = []
  const { emit } = withCore((name, input) => {
    asked.push(name)
    return core.ask(name as CallName, input as never)
  })
  core.on('data.changed', (datasets) => {
    emit('data.changed', datasets)
  })
  const store = useDatasets()
  const never = new AbortController().signal
  const dataset = await core.addDataset(
    { id: 'own', source: tinySource(tinyCsv(tempDir())) },
    never,
    () => undefined,
  )
  return { dataDir, store, asked, dataset }
}

test('a data set that is added or deleted shows without being asked for', async () => {
  const { store } = await storeOnCore()
  expect(store.list.map(({ id }) => id)).toEqual(['mnist', 'own'])
  expect(store.byId('own')).toMatchObject({ train: 16, test: 4, rows: 4 })
  await store.remove('own')
  expect(store.list.map(({ id }) => id)).toEqual(['mnist'])
  expect(store.byId('own')).toBeUndefined()
})

test('mnist is known before anything has been answered', () => {
  withCore(() => Promise.reject(new Error('does not answer')))
  expect(useDatasets().byId('mnist')).toMatchObject({ train: 60_000, test: 10_000 })
})

test('what lies in a data set is asked for once, and a failure can be tried again', async () => {
  const { store, asked, dataset, dataDir } = await storeOnCore()
  await store.look(dataset)
  await store.look(dataset)
  expect(asked.filter((name) => name === 'data.show')).toHaveLength(1)
  expect(store.contents.get(dataset.sha256)).toMatchObject({
    kind: 'known',
    detail: { counts: { train: [8, 8], test: [2, 2] } },
  })

  appendFileSync(join(dataDir, 'datasets', 'own', 't10k-images-idx3-ubyte'), 'x')
  await store.look({ ...dataset, sha256: 'not looked into yet' })
  expect(store.contents.get('not looked into yet')).toMatchObject({
    kind: 'failed',
    message: expect.stringContaining('is not the original') as string,
  })
  await store.look({ ...dataset, sha256: 'not looked into yet' })
  expect(asked.filter((name) => name === 'data.show')).toHaveLength(3)
})
