import { beforeEach, expect, test, vi } from 'vitest'
import { nextTick } from 'vue'
import type { RunId } from '../../../electron/contract/entities.ts'
import { firstView, listColumnOf, type ListColumn } from '../../../renderer/lib/list-columns.ts'
import { storedView } from '../../../renderer/lib/stored-view.ts'
import { useRunView } from '../../../renderer/stores/run-view.ts'
import { useRuns } from '../../../renderer/stores/runs.ts'
import { aRun } from '../a-run.ts'
import { asPlaces, withCore } from './with-core.ts'

const best = (error: number) => ({ epoch: 1, test: { loss: 1, error } })
const running = { status: 'running', imagesPerSecond: null, secondsLeft: null } as const
const three = [
  aRun({ id: 'c', createdAt: 3, best: best(0.03), state: running }),
  aRun({ id: 'b', createdAt: 2, best: best(0.02) }),
  aRun({ id: 'a', createdAt: 1, best: best(0.01) }),
]
const [c, b, a] = three.map(({ id }) => id) as [RunId, RunId, RunId]
const bestError = listColumnOf('best-error') as ListColumn
const rows = () => useRunView().rows.map(({ id }) => id)

let core: ReturnType<typeof withCore>
beforeEach(async () => {
  core = withCore(asPlaces(three))
  useRunView()
  await useRuns().refresh()
  await nextTick()
})

test('rows stay where they are while a run improves, until the sort is asked for again', async () => {
  const view = useRunView()
  view.sortBy(bestError)
  await nextTick()
  expect(rows()).toEqual([a, b, c])

  core.announce(aRun({ id: 'c', createdAt: 3, best: best(0.001), state: running }))
  await vi.waitFor(() => {
    expect(view.rows.at(-1)?.best?.test.error).toBe(0.001)
  })
  expect(rows()).toEqual([a, b, c])

  view.sortBy(bestError)
  view.sortBy(bestError)
  await nextTick()
  expect(rows()).toEqual([c, a, b])
})

test('a deleted run leaves the selection too', async () => {
  const view = useRunView()
  view.selectAll(true)
  core.announce(aRun({ id: 'b', createdAt: 2, deletedAt: 9 }))
  await vi.waitFor(() => {
    expect(rows()).toEqual([c, a])
  })
  expect([...view.selected].toSorted()).toEqual([a, c])
})

test('a selection reaches from the row chosen last to the row with Shift', () => {
  const view = useRunView()
  view.toggleSelected(c)
  view.extendTo(a)
  expect([...view.selected].toSorted()).toEqual([a, b, c])
})

test('selecting all takes only the runs that the filter finds', async () => {
  const view = useRunView()
  view.search = 'best = 0.02'
  await nextTick()
  view.selectAll(true)
  expect([...view.selected]).toEqual([b])
})

test('charts draw the newest five runs that began, and what people add or take away', async () => {
  const view = useRunView()
  for (let time = 10; time < 16; time++)
    core.announce(aRun({ id: `n${String(time)}`, createdAt: time }))
  core.announce(
    aRun({
      id: 'waits',
      createdAt: 20,
      startedAt: null,
      state: { status: 'queued', isHeld: false },
    }),
  )
  await vi.waitFor(() => {
    expect(view.shown).toHaveLength(5)
  })
  expect(view.shown[0]).toBe('n150000000')

  view.toggleShown(a)
  expect(view.shown).toHaveLength(6)
  view.toggleShown(a)
  expect(view.shown).not.toContain(a)
  view.showOnly([a])
  expect(view.shown).toEqual([a])
})

test('pinned runs come first whatever the order', async () => {
  const view = useRunView()
  core.announce(aRun({ id: 'a', createdAt: 1, best: best(0.01), isPinned: true }))
  await vi.waitFor(() => {
    expect(rows()).toEqual([a, c, b])
  })
  view.sortBy(bestError)
  view.sortBy(bestError)
  await nextTick()
  expect(rows()).toEqual([a, c, b])
})

test('a filter that cannot be read says where, and leaves the rows as they were', async () => {
  const view = useRunView()
  view.search = 'best < 0.025'
  await nextTick()
  expect(rows()).toEqual([b, a])
  view.search = 'best < 0.025 and ('
  await nextTick()
  expect(view.filterError?.at).toBe(18)
  expect(rows()).toEqual([b, a])
})

test('a run that ends leaves a filter for what trains, but not while the pointer is on the list', async () => {
  const view = useRunView()
  view.search = 'status = running'
  await nextTick()
  expect(rows()).toEqual([c])
  view.isPointed = true
  core.announce(aRun({ id: 'c', createdAt: 3 }))
  await vi.waitFor(() => {
    expect(view.rows[0]?.status).toBe('completed')
  })
  expect(rows()).toEqual([c])
  view.isPointed = false
  await nextTick()
  expect(rows()).toEqual([])
})

test('columns, order, filter and groups are remembered', () => {
  const view = useRunView()
  view.set({ columns: [{ key: 'name', width: 200 }], groupBy: 'batch' })
  view.search = 'batch = 100'
  expect(storedView(localStorage.getItem('runs-view-active'))).toMatchObject({
    filter: 'batch = 100',
    columns: [{ key: 'name', width: 200 }],
    groupBy: 'batch',
  })
  expect(storedView('{"filter":1}')).toEqual(firstView)
})

test('a group is closed and opened, and its runs with it', async () => {
  const view = useRunView()
  view.set({ groupBy: 'status' })
  await nextTick()
  expect(view.lines.map(({ key }) => key)).toEqual(['group:running', c, 'group:completed', b, a])
  view.toggleGroup('completed')
  expect(view.lines.map(({ key }) => key)).toEqual(['group:running', c, 'group:completed'])
  expect(rows()).toEqual([c, b, a])
})
