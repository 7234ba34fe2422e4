import { expect, test } from 'vitest'
import type { Input } from '../../electron/contract/calls.ts'
import { tempDir } from '../temp-dir.ts'
import { tempCore } from './temp-core.ts'

const view: Input<'views.save'>['view'] = {
  filter: 'error < 0.02',
  columns: [{ key: 'name', width: 200 }, { key: 'error' }],
  sort: { by: 'error', isDescending: false },
  groupBy: 'optimizer',
}

test('views are kept by name across restarts, replaced when saved again, and deleted', async () => {
  const dataDir = tempDir()
  const first = tempCore({ dataDir, worksQueue: false })
  await first.ask('views.save', { name: '<b>Best</b>', view })
  await first.ask('views.save', { name: 'All', view })
  await first.ask('views.save', { name: 'All', view: { ...view, groupBy: null } })
  await first.close()
  const core = tempCore({ dataDir, worksQueue: false })
  expect(await core.ask('views.list', {})).toEqual([
    { name: '<b>Best</b>', view },
    { name: 'All', view: { ...view, groupBy: null } },
  ])
  await core.ask('views.delete', { name: 'All' })
  expect(await core.ask('views.list', {})).toHaveLength(1)
  await expect(core.ask('views.delete', { name: 'All' })).rejects.toMatchObject({
    code: 'not-found',
    message: 'There is no view All',
  })
})
