import { expect, test, vi } from 'vitest'
import { watch } from 'vue'
import type { Run } from '../../../electron/contract/entities.ts'
import { useRuns } from '../../../renderer/stores/runs.ts'
import { aRun } from '../a-run.ts'
import { asPlaces, withCore } from './with-core.ts'

/** Answers that a test gives when it likes, in the order of the questions. */
function answers() {
  const waiting: PromiseWithResolvers<readonly Run[]>[] = []
  const ask = () => {
    const answer = Promise.withResolvers<readonly Run[]>()
    waiting.push(answer)
    return answer.promise
  }
  return { waiting, ask }
}

const names = () => useRuns().runs.map(({ name }) => name)

test('an announcement is not undone by a list that was asked for before it', async () => {
  const { waiting, ask } = answers()
  const core = withCore(ask)
  const asked = useRuns().refresh()
  core.announce(aRun({ id: 'new', createdAt: 9000 }))
  core.announce(aRun({ id: 'gone', deletedAt: 9 }))
  waiting[0]?.resolve([aRun({ id: 'gone' }), aRun({ id: 'old' })])
  await vi.waitFor(() => {
    expect(waiting).toHaveLength(3)
  })
  waiting[1]?.resolve([])
  waiting[2]?.resolve([aRun({ id: 'gone', deletedAt: 9 })])
  await asked
  expect(names()).toEqual(['new', 'old'])
  expect(useRuns().inPlace('deleted')).toMatchObject([{ name: 'gone' }])
})

test('the newest of many runs are there before the others have come', async () => {
  const many = Array.from({ length: 2500 }, (_, index) =>
    aRun({ id: `r${String(index).padStart(4, '0')}`, createdAt: 9000 - index }),
  )
  const answer = asPlaces(many)
  const gate = Promise.withResolvers<undefined>()
  withCore(async (name, input) => {
    if ((input as { after?: unknown }).after) await gate.promise
    return answer(name, input)
  })
  const store = useRuns()
  const asked = store.refresh()
  await vi.waitFor(() => {
    expect(store.state.kind).toBe('ready')
  })
  expect(store.isWhole).toBe(false)
  expect(names()).toEqual(many.slice(0, names().length).map(({ name }) => name))
  gate.resolve(undefined)
  await asked
  expect(store.isWhole).toBe(true)
  expect(names()).toEqual(many.map(({ name }) => name))
})

test('many changes of a run are one change of the list', async () => {
  const core = withCore(asPlaces([aRun({ seconds: 0 })]))
  const store = useRuns()
  await store.refresh()
  let changes = 0
  watch(
    () => store.runs,
    () => changes++,
    { flush: 'sync' },
  )
  for (let seconds = 1; seconds <= 50; seconds++) core.announce(aRun({ seconds }))
  await vi.waitFor(() => {
    expect(store.runs[0]?.seconds).toBe(50)
  })
  expect(changes).toBe(2)
})

test('a run that was deleted for good is nowhere', async () => {
  const core = withCore(asPlaces([aRun({ deletedAt: 9 })]))
  const store = useRuns()
  await store.refresh()
  expect(store.inPlace('deleted')).toHaveLength(1)
  core.purge(aRun().id)
  expect(store.all).toEqual([])
})

test('a connection that comes back asks for what was missed', async () => {
  let list = [aRun({ id: 'first' })]
  const core = withCore((name, input) => asPlaces(list)(name, input))
  await useRuns().refresh()
  list = [aRun({ id: 'second' })]
  core.tell('lost')
  expect(names()).toEqual(['first'])
  core.tell('connected')
  await vi.waitFor(() => {
    expect(names()).toEqual(['second'])
  })
})

test('a list that cannot be had leaves the known runs and says why', async () => {
  const { waiting, ask } = answers()
  withCore(ask)
  const first = useRuns().refresh()
  waiting[0]?.resolve([aRun({ id: 'known' })])
  await vi.waitFor(() => {
    expect(waiting).toHaveLength(3)
  })
  waiting[1]?.resolve([])
  waiting[2]?.resolve([])
  await first
  const second = useRuns().refresh()
  waiting[3]?.reject(new Error('Digit Lab does not answer'))
  await second
  expect(useRuns().state).toEqual({ kind: 'failed', message: 'Digit Lab does not answer' })
  expect(names()).toEqual(['known'])
})

test('the end of a run that trained is news, a change of a finished one is not', async () => {
  const running = { status: 'running', imagesPerSecond: null, secondsLeft: null } as const
  const core = withCore(asPlaces([aRun({ id: 'live', state: running }), aRun()]))
  const store = useRuns()
  await store.refresh()
  core.announce(aRun({ name: 'renamed' }))
  expect(store.lastEnded).toBeUndefined()
  core.announce(aRun({ id: 'live' }))
  await vi.waitFor(() => {
    expect(store.lastEnded?.name).toBe('live')
  })
})
