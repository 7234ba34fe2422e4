import { createPinia } from 'pinia'
import { beforeEach, expect, test, vi } from 'vitest'
import { createApp, watch } from 'vue'
import type { RunId } from '../../../electron/contract/entities.ts'
import type { Finding } from '../../../electron/contract/training.ts'
import { connectionKey } from '../../../renderer/client/use-client.ts'
import { useMetrics } from '../../../renderer/stores/metrics.ts'
import { aLiveRun, anEpoch, points } from '../curves.ts'
import { aCore, id } from './a-core.ts'

let core: ReturnType<typeof aCore>
let store: ReturnType<typeof useMetrics>

beforeEach(() => {
  core = aCore()
  const pinia = createPinia()
  createApp({}).provide(connectionKey, core.connection).use(pinia)
  store = useMetrics(pinia)
})

const steps = () => store.tracks.get(id)?.points.map(({ step }) => step)
const allSteps = (last: number) => points(20, last).map(({ step }) => step)

test('a run is fetched once, however many charts show it', async () => {
  core.train(points(20, 100))
  await Promise.all([store.follow([id]), store.follow([id])])
  await store.follow([id])
  expect(core.asked.filter(({ name }) => name === 'runs.metrics')).toHaveLength(1)
  expect(steps()).toEqual(allSteps(100))
})

test('points are added as they are announced', async () => {
  await store.follow([id])
  core.train(points(20, 40))
  core.train(points(60, 60))
  await vi.waitFor(() => {
    expect(steps()).toEqual(allSteps(60))
  })
})

test('announcements that come together are shown together', async () => {
  await store.follow([id])
  core.train(points(20, 20))
  let shown = 0
  watch(
    () => store.tracks,
    () => (shown += 1),
    { flush: 'sync' },
  )
  for (let step = 40; step <= 400; step += 20) core.train(points(step, step))
  await vi.waitFor(() => {
    expect(steps()).toEqual(allSteps(400))
  })
  expect(shown).toBe(1)
})

test('points announced while the first answer is on its way are neither lost nor doubled', async () => {
  core.train(points(20, 100))
  const release = core.hold()
  const followed = store.follow([id])
  core.train(points(120, 160))
  core.endEpoch(anEpoch(1, 0.03))
  release(undefined)
  await followed
  expect(steps()).toEqual(allSteps(160))
  expect(store.tracks.get(id)?.epochs).toHaveLength(1)
})

test('a missed announcement is made good as soon as the next one comes', async () => {
  await store.follow([id])
  core.train(points(20, 100))
  core.train(points(120, 200), false)
  core.train(points(220, 240))
  await vi.waitFor(() => {
    expect(steps()).toEqual(allSteps(240))
  })
  expect(core.asked.at(-1)).toEqual({ name: 'runs.metrics', afterStep: 100 })
})

test('what was announced while the connection was lost is there after it', async () => {
  await store.follow([id])
  core.train(points(20, 100))
  core.train(points(120, 200), false)
  core.reconnect()
  await vi.waitFor(() => {
    expect(steps()).toEqual(allSteps(200))
  })
})

test('the end of a run brings its last points and checkpoints', async () => {
  await store.follow([id])
  core.train(points(20, 580))
  core.train(points(600, 600), false)
  core.kept.epochs = [anEpoch(1, 0.03)]
  core.change({ state: { status: 'completed' }, endedAt: 1, weightsSha256: 'hash 600' })
  await vi.waitFor(() => {
    expect(steps()).toEqual(allSteps(600))
  })
  expect(store.tracks.get(id)).toMatchObject({
    run: { status: 'completed' },
    epochs: [{ epoch: 1 }],
    checkpoints: [{ step: 600 }],
  })
})

test('an answer that is older than the last announcement does not turn a run back', async () => {
  await store.follow([id])
  const seen: unknown[] = []
  watch(
    () => store.tracks.get(id)?.run.status,
    (status) => seen.push(status),
    { flush: 'sync' },
  )
  core.kept.epochs = [anEpoch(1, 0.03)]
  const release = core.hold()
  core.change({ weightsSha256: 'hash 600' })
  core.change({ state: { status: 'completed' }, endedAt: 1, weightsSha256: 'hash 600' })
  release(undefined)
  await vi.waitFor(() => {
    expect(store.tracks.get(id)?.checkpoints).toHaveLength(1)
  })
  expect(seen).toEqual(['completed'])
})

test('a run that was resumed elsewhere while the connection was lost goes on', async () => {
  await store.follow([id])
  core.train(points(20, 580))
  core.change({ state: { status: 'paused' }, endedAt: 1, canResume: true })
  core.kept.run = aLiveRun(id, { progress: { epoch: 1, epochs: 5, step: 300, steps: 3000 } })
  core.reconnect()
  await vi.waitFor(() => {
    expect(store.tracks.get(id)?.run).toMatchObject({ status: 'running', progress: { step: 300 } })
  })
})

test('checkpoints that are deleted leave the run', async () => {
  core.kept.epochs = [anEpoch(1, 0.03), anEpoch(2, 0.02)]
  core.change({ state: { status: 'completed' }, endedAt: 1, bytes: 8 })
  await store.follow([id])
  expect(store.tracks.get(id)?.checkpoints).toHaveLength(2)
  core.kept.epochs = [anEpoch(2, 0.02)]
  core.change({ state: { status: 'completed' }, endedAt: 1, bytes: 4 })
  await vi.waitFor(() => {
    expect(store.tracks.get(id)?.checkpoints).toMatchObject([{ step: 1200 }])
  })
})

const finding: Finding = {
  kind: 'rate-too-high',
  weight: 'problem',
  text: 'The learning rate of 1 looks too high',
  evidence: 'The running loss was 19.4400 at step 20.',
  advice: null,
}

test('while the first epoch is under way findings are asked for every few seconds of training', async () => {
  await store.follow([id])
  const questions = () => core.asked.filter(({ name }) => name === 'runs.show').length
  core.train(points(20, 200))
  expect(questions()).toBe(1)
  core.kept.findings = [finding]
  core.train(points(220, 300))
  core.train(points(320, 500))
  await vi.waitFor(() => {
    expect(store.tracks.get(id)?.findings).toEqual([finding])
  })
  expect(questions()).toBe(2)
})

test('each epoch brings the findings of the run by then', async () => {
  await store.follow([id])
  core.kept.findings = [finding]
  core.endEpoch(anEpoch(1, 0.03))
  await vi.waitFor(() => {
    expect(store.tracks.get(id)?.findings).toEqual([finding])
  })
})

test('an unknown run is a failure that can be tried again', async () => {
  const other = 'bbbbbbbbbb' as RunId
  await store.follow([other])
  expect(store.failures.get(other)).toBe('No run bbbbbbbbbb')
  expect(store.tracks.has(other)).toBe(false)
})

test('runs that no page shows are not kept', () => {
  core.train(points(20, 100))
  expect(store.tracks.size).toBe(0)
})

test('a run that has grown long is thinned, and goes on from there', async () => {
  await store.follow([id])
  core.train(points(20, 4001 * 20))
  await vi.waitFor(() => {
    expect(steps()?.length).toBeLessThanOrEqual(2000)
  })
  core.train(points(4002 * 20, 4002 * 20))
  await vi.waitFor(() => {
    expect(steps()?.slice(-2)).toEqual([4001 * 20, 4002 * 20])
  })
})

test('a run that was one of many is fetched again when it is one of few', async () => {
  core.train(points(20, 1000 * 20))
  const others = Array.from({ length: 10 }, (_, index) => `other${String(index)}aaaa` as RunId)
  await store.follow([id, ...others])
  expect(steps()?.length).toBeLessThanOrEqual(250)
  await store.follow([id])
  expect(steps()).toHaveLength(1000)
})
