import { expect, test } from 'vitest'
import type { RunId } from '../../electron/contract/entities.ts'
import { short } from './core-parts.ts'
import { tempCore } from './temp-core.ts'

const asker = () => tempCore({ worksQueue: false })

async function placesOf(core: ReturnType<typeof asker>, ids: readonly RunId[]) {
  const runs = await Promise.all(ids.map((id) => core.ask('runs.show', { id })))
  return runs.map(({ seed, name, group }) => ({ seed, name, trial: group?.trial, of: group?.id }))
}

test('a run that is started with repeats is one group of as many seeds', async () => {
  const core = asker()
  const { id } = await core.ask('runs.start', { ...short, name: 'Small', repeats: 3 })
  const runs = (await core.ask('runs.list', {})).toReversed()
  const group = runs[0]?.group?.id
  expect(runs[0]?.id).toBe(id)
  expect(runs[0]?.group).toEqual({ id: group, kind: 'repeat', name: 'Small', trial: 1 })
  expect(runs.map(({ seed }) => seed)).toEqual([1, 2, 3])
  expect(runs.map(({ name }) => name)).toEqual(['Small', 'Small, seed 2', 'Small, seed 3'])
  expect(new Set(runs.map((run) => JSON.stringify({ ...run.config, seed: 0 }))).size).toBe(1)
})

test('further repeats join the group with seeds that none of it has, whichever run is asked', async () => {
  const core = asker()
  const { id } = await core.ask('runs.start', { config: { seed: 7 } })
  const first = await core.ask('runs.repeat', { id, seeds: 2 })
  const more = await core.ask('runs.repeat', { id: first.ids[0] as RunId, seeds: 1 })
  const places = await placesOf(core, [id, ...first.ids, ...more.ids])
  expect(places.map(({ seed }) => seed)).toEqual([7, 8, 9, 10])
  expect(places.map(({ trial }) => trial)).toEqual([1, 2, 3, 4])
  expect(new Set(places.map(({ of }) => of)).size).toBe(1)
  expect(places.map(({ name }) => name)).toEqual([
    'Reference, seed 7',
    'Reference, seed 8',
    'Reference, seed 9',
    'Reference, seed 10',
  ])
})

test('the number of a repeat that was purged is not given again', async () => {
  const core = asker()
  const { id } = await core.ask('runs.start', { ...short, repeats: 2 })
  const [last] = await core.ask('runs.list', {})
  await core.ask('runs.delete', { ids: [last?.id as RunId] })
  await core.ask('runs.purge', { ids: [last?.id as RunId] })
  const { ids } = await core.ask('runs.repeat', { id, seeds: 1 })
  expect((await placesOf(core, ids)).map(({ seed, trial }) => [seed, trial])).toEqual([[2, 3]])
})

test('after the greatest seed comes 0', async () => {
  const core = asker()
  const { id } = await core.ask('runs.start', { config: { seed: 4_294_967_295 } })
  const { ids } = await core.ask('runs.repeat', { id, seeds: 1 })
  expect((await placesOf(core, ids)).map(({ seed }) => seed)).toEqual([0])
})

test('repeats of a run that was extended are as long as it is now', async () => {
  const core = asker()
  const { id } = await core.ask('runs.start', short)
  await core.ask('runs.extend', { id, epochs: 3 })
  const { ids } = await core.ask('runs.repeat', { id, seeds: 1 })
  const repeat = await core.ask('runs.show', { id: ids[0] as RunId })
  expect(repeat.progress).toMatchObject({ epochs: 5, steps: 100 })
})

test('a repeat in the foreground is the next seed of its group', async () => {
  const core = asker()
  const never = new AbortController().signal
  const { id } = await core.ask('runs.start', short)
  const repeat = await core.repeat(id, never)
  expect(repeat).toMatchObject({ status: 'completed', seed: 2, group: { trial: 2 } })
})
