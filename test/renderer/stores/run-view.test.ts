import { beforeEach, expect, test } from 'vitest'
import { nextTick } from 'vue'
import type { RunId } from '../../../electron/contract/entities.ts'
import { useRunView } from '../../../renderer/stores/run-view.ts'
import { useRuns } from '../../../renderer/stores/runs.ts'
import { aRun } from '../a-run.ts'
import { withCore } from './with-core.ts'

const best = (error: number) => ({ epoch: 1, test: { loss: 1, error } })
const running = { status: 'running', imagesPerSecond: null, secondsLeft: null } as const
const three = [
  aRun({ id: 'c', createdAt: 3, best: best(0.03), state: running }),
  aRun({ id: 'b', createdAt: 2, best: best(0.02) }),
  aRun({ id: 'a', createdAt: 1, best: best(0.01) }),
]
const [c, b, a] = three.map(({ id }) => id) as [RunId, RunId, RunId]
const rows = () => useRunView().rows.map(({ id }) => id)

let core: ReturnType<typeof withCore>
beforeEach(async () => {
  core = withCore(() => Promise.resolve(three))
  useRunView()
  await useRuns().refresh()
  await nextTick()
})

test('rows stay where they are while a run improves, until the sort is asked for again', async () => {
  const view = useRunView()
  view.sortBy('best-error')
  await nextTick()
  expect(rows()).toEqual([a, b, c])

  core.announce(aRun({ id: 'c', createdAt: 3, best: best(0.001), state: running }))
  await nextTick()
  expect(rows()).toEqual([a, b, c])
  expect(view.rows.at(-1)?.best?.test.error).toBe(0.001)

  view.sortBy('best-error')
  view.sortBy('best-error')
  await nextTick()
  expect(rows()).toEqual([c, a, b])
})

test('a deleted run leaves the selection too', async () => {
  const view = useRunView()
  view.selectAll(true)
  core.announce(aRun({ id: 'b', createdAt: 2, deletedAt: 9 }))
  await nextTick()
  expect([...view.selected].toSorted()).toEqual([a, c])
})

test('a selection reaches from the row chosen last to the row with Shift', () => {
  const view = useRunView()
  view.toggleSelected(c)
  view.extendTo(a)
  expect([...view.selected].toSorted()).toEqual([a, b, c])
})

test('selecting all takes only the runs that the search finds', () => {
  const view = useRunView()
  view.search = 'b'
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
  await nextTick()
  expect(view.shown).toHaveLength(5)
  expect(view.shown[0]).toBe('n150000000')

  view.toggleShown(a)
  expect(view.shown).toHaveLength(6)
  view.toggleShown(a)
  expect(view.shown).not.toContain(a)
  view.showOnly(a)
  expect(view.shown).toEqual([a])
})
