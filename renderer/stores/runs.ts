import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Input, Output } from '../../electron/contract/calls.ts'
import { isLive, type Run, type RunId, type StartRun } from '../../electron/contract/entities.ts'
import type { RunPlace } from '../../electron/contract/run-list.ts'
import { useClient, useConnection } from '../client/use-client.ts'
import { messageOf } from '../lib/failure.ts'
import { paced } from '../lib/paced.ts'
import { placeOf, queueOf, trainingRuns, withNews } from '../lib/run-list.ts'

/** What can be said of runs afterwards. */
export type Saying = Omit<Input<'runs.change'>, 'ids'>

/** How far the list is known. A failure keeps the runs known before. */
export type ListState =
  { kind: 'loading' } | { kind: 'ready' } | { kind: 'failed'; message: string }

/** Runs of the first answer, a few screens full, and of each later one: no answer holds window or core for long. */
const firstRuns = 100
const runsAtOnce = 1000

/** Longest time that news of runs wait for each other: rows change at most ten times a second. */
const pauseMs = 100

/** Every run with where it is kept, newest first, kept current by announcements. */
export const useRuns = defineStore('runs', () => {
  const client = useClient()
  const all = shallowRef<readonly Run[]>([])
  const state = shallowRef<ListState>({ kind: 'loading' })
  /** False while only the newest are known. */
  const isWhole = shallowRef(false)

  const index = computed(() => new Map(all.value.map((run) => [run.id, run])))
  const places = computed(() => Map.groupBy(all.value, placeOf))
  const inPlace = (place: RunPlace): readonly Run[] => places.value.get(place) ?? []
  const runs = computed(() => inPlace('active'))

  const byId = (id: RunId) => index.value.get(id)

  /** The run that ended last while we looked on. */
  const lastEnded = shallowRef<Run>()

  const news = new Map<RunId, Run | null>()
  const takeNews = paced(pauseMs, () => {
    for (const run of news.values()) {
      const before = run && byId(run.id)
      if (before && isLive(before) && !isLive(run)) lastEnded.value = run
    }
    all.value = withNews(all.value, news)
    news.clear()
  })

  /** What was announced while older answers are on their way. */
  const heard = new Set<Map<RunId, Run | null>>()

  function hear(id: RunId, run: Run | null): void {
    for (const each of [news, ...heard]) each.set(id, run)
    takeNews()
  }
  client.on('run.changed', (run) => {
    hear(run.id, run)
  })
  client.on('run.purged', ({ id }) => {
    hear(id, null)
  })

  /** All runs of a place, newest first; `hearFirst` gets those of the first answer. */
  async function runsIn(
    place: RunPlace,
    hearFirst: (first: readonly Run[]) => void = () => undefined,
  ): Promise<readonly Run[]> {
    const found: Run[] = []
    for (let most = firstRuns; ; most = runsAtOnce) {
      const last = found.at(-1)
      const after = last && { createdAt: last.createdAt, place: last.place }
      const more = await client.ask('runs.list', { place, most, ...(after && { after }) })
      found.push(...more)
      if (more.length < most) return found
      if (!after) hearFirst(more)
    }
  }

  async function ask(wanted: readonly RunPlace[]): Promise<void> {
    const meanwhile = new Map<RunId, Run | null>()
    heard.add(meanwhile)
    const take = (answers: readonly Run[]) => {
      const others = all.value.filter((run) => !wanted.includes(placeOf(run)))
      all.value = withNews([...answers, ...others], meanwhile)
    }
    const takeFirst = (first: readonly Run[]) => {
      if (state.value.kind !== 'loading') return
      take(first)
      state.value = { kind: 'ready' }
    }
    try {
      const answers = await Promise.all(wanted.map((place) => runsIn(place, takeFirst)))
      take(answers.flat())
    } finally {
      heard.delete(meanwhile)
    }
  }

  /** The list first, since it is what people wait for; then archive and bin. */
  async function refresh(): Promise<void> {
    try {
      await ask(['active'])
      state.value = { kind: 'ready' }
      isWhole.value = true
      await ask(['archived', 'deleted'])
    } catch (error) {
      state.value = { kind: 'failed', message: messageOf(error) }
    }
  }

  // Announcements made before the stream was open, or while it was lost, are in the list alone.
  useConnection().onStatus((status) => {
    if (status === 'connected') void refresh()
  })

  /** Puts a run into the queue, with so many seeds from its own on, and returns its id. */
  const start = async (run: StartRun, repeats = 1): Promise<RunId> =>
    (await client.ask('runs.start', { ...run, repeats })).id

  /** Queues further seeds of a run and returns their ids. */
  const repeat = async (id: RunId, seeds: number): Promise<readonly RunId[]> =>
    (await client.ask('runs.repeat', { id, seeds })).ids

  const stop = (id: RunId): Promise<void> => client.ask('runs.stop', { id })

  const pause = (id: RunId): Promise<void> => client.ask('runs.pause', { id })

  /** Puts a run that can go on into the queue. */
  const resume = (id: RunId): Promise<void> => client.ask('runs.resume', { id })

  const extend = (id: RunId, epochs: number): Promise<void> =>
    client.ask('runs.extend', { id, epochs })

  const setLearningRate = (id: RunId, learningRate: number): Promise<void> =>
    client.ask('runs.setLearningRate', { id, learningRate })

  /** Queues a repeat of a run and returns its id. */
  const reproduce = async (id: RunId): Promise<RunId> =>
    (await client.ask('runs.reproduce', { id })).id

  /** Deletes the checkpoints that nothing needs and returns the bytes freed. */
  const prune = async (id: RunId): Promise<number> =>
    (await client.ask('checkpoints.prune', { id })).freed

  /** A run that may not be in the list. */
  const show = (id: RunId): Promise<Run> => client.ask('runs.show', { id })

  const remove = (ids: readonly RunId[]): Promise<void> =>
    client.ask('runs.delete', { ids: [...ids] })

  const restore = (ids: readonly RunId[]): Promise<void> =>
    client.ask('runs.restore', { ids: [...ids] })

  const archive = (ids: readonly RunId[]): Promise<void> =>
    client.ask('runs.archive', { ids: [...ids] })

  const unarchive = (ids: readonly RunId[]): Promise<void> =>
    client.ask('runs.unarchive', { ids: [...ids] })

  /** Deletes runs of the bin for good, as far as nobody stops it. */
  const purge = (ids: readonly RunId[]): Promise<Output<'runs.purge'>> =>
    client.ask('runs.purge', { ids: [...ids] })

  /** Changes what is said of runs. */
  const change = (ids: readonly RunId[], saying: Saying): Promise<void> =>
    client.ask('runs.change', { ids: [...ids], ...saying })

  return {
    all,
    runs,
    inPlace,
    state,
    isWhole,
    training: computed(() => trainingRuns(runs.value)),
    queue: computed(() => queueOf(runs.value)),
    lastEnded,
    byId,
    refresh,
    start,
    repeat,
    stop,
    pause,
    resume,
    extend,
    setLearningRate,
    reproduce,
    prune,
    show,
    remove,
    restore,
    archive,
    unarchive,
    purge,
    change,
  }
})
