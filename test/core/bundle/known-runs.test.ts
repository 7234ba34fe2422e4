import { expect, test } from 'vitest'
import type { Run } from '../../../electron/contract/entities.ts'
import type { Core } from '../../../electron/core/core.ts'
import { tempDir } from '../../temp-dir.ts'
import { trainBefore } from '../evaluation/trained-folder.ts'
import { bundleOf, coreOn, never } from './two-folders.ts'

const trained = trainBefore()

const otherName = async (core: Core, run: Run, name: string) =>
  core.ask('runs.change', { ids: [run.id], name })

test('a bundle is recognised, though its run has another name and has gone further since', async () => {
  const { id } = trained.run()
  const path = await bundleOf(coreOn(trained.copy()), [id])
  const target = coreOn(tempDir())
  await target.importBundle(path, false, never)
  await otherName(target, trained.run(), 'Mine')
  await target.ask('runs.extend', { id, epochs: 1 })
  await target.resume(id, never)
  const again = await target.importBundle(path, false, never)
  expect(again.runs).toMatchObject([{ id, name: 'Mine', isNew: false, remark: null }])
  await target.ask('runs.delete', { ids: [id] })
  const binned = await target.importBundle(path, false, never)
  expect(binned.runs).toMatchObject([
    { id, isNew: false, remark: 'It is in the bin; restore it first' },
  ])
  expect(await target.ask('runs.list', {})).toEqual([])
})

test('a run that has gone further than the one here gets an id and a name of its own, and is found by both later', async () => {
  const { id, name } = trained.run()
  const source = coreOn(trained.copy())
  const target = coreOn(tempDir())
  await target.importBundle(await bundleOf(source, [id]), false, never)
  await source.ask('runs.extend', { id, epochs: 1 })
  await source.resume(id, never)
  const path = await bundleOf(source, [id])
  const { runs } = await target.importBundle(path, false, never)
  expect(runs).toMatchObject([
    { bundledId: id, bundledName: name, name: `${name} (2)`, isNew: true },
  ])
  expect(runs[0]?.id).not.toBe(id)
  const again = await target.importBundle(path, false, never)
  expect(again.runs).toMatchObject([{ id: runs[0]?.id, isNew: false }])
})

test('a repeat keeps the run that it repeats where that is here', async () => {
  const source = coreOn(trained.copy())
  const { id } = trained.run()
  const repeat = await source.reproduce(id, never)
  const alone = coreOn(tempDir())
  await alone.importBundle(await bundleOf(source, [repeat.id]), false, never)
  expect(await alone.ask('runs.show', { id: repeat.id })).toMatchObject({ reproduces: null })
  const both = coreOn(tempDir())
  await both.importBundle(await bundleOf(source, [repeat.id, id]), false, never)
  expect(await both.ask('runs.verification', { id: repeat.id })).toMatchObject({ isSame: true })
})
