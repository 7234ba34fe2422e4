import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { isLive, type Run, type RunId, type StartRun } from '../../electron/contract/entities.ts'
import { useClient, useConnection } from '../client/use-client.ts'
import { messageOf } from '../lib/failure.ts'
import { queueOf, trainingRuns, withRun } from '../lib/run-list.ts'

/** How far the list is known. A failure keeps the runs known before. */
export type ListState =
  { kind: 'loading' } | { kind: 'ready' } | { kind: 'failed'; message: string }

/** Every run outside the bin, newest first, kept current by announcements. */
export const useRuns = defineStore('runs', () => {
  const client = useClient()
  const runs = shallowRef<readonly Run[]>([])
  const state = shallowRef<ListState>({ kind: 'loading' })

  const byId = (id: RunId) => runs.value.find((run) => run.id === id)

  /** Announcements heard while an older answer is on its way. */
  let heard: Run[] | undefined

  /** The run that ended last while we looked on. */
  const lastEnded = shallowRef<Run>()

  client.on('run.changed', (run) => {
    heard?.push(run)
    const before = byId(run.id)
    if (before && isLive(before) && !isLive(run)) lastEnded.value = run
    runs.value = withRun(runs.value, run)
  })

  async function refresh(): Promise<void> {
    const news: Run[] = []
    heard = news
    try {
      const answer = await client.ask('runs.list', {})
      runs.value = news.reduce(withRun, answer)
      state.value = { kind: 'ready' }
    } catch (error) {
      state.value = { kind: 'failed', message: messageOf(error) }
    } finally {
      if (heard === news) heard = undefined
    }
  }

  // Announcements made before the stream was open, or while it was lost, are in the list alone.
  useConnection().onStatus((status) => {
    if (status === 'connected') void refresh()
  })

  /** Puts a run into the queue and returns its id. */
  const start = async (run: StartRun): Promise<RunId> => (await client.ask('runs.start', run)).id

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

  return {
    runs,
    state,
    training: computed(() => trainingRuns(runs.value)),
    queue: computed(() => queueOf(runs.value)),
    lastEnded,
    byId,
    refresh,
    start,
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
  }
})
