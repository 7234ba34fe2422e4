import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { RunId } from '../../electron/contract/entities.ts'
import { published } from '../../electron/contract/training.ts'
import { useClient, useConnection } from '../client/use-client.ts'
import { useRuns } from './runs.ts'
import { useToasts } from './toasts.ts'

/** What runs are compared with: the published result until a run is chosen. */
export const useBaseline = defineStore('baseline', () => {
  const client = useClient()
  const runs = useRuns()
  const id = shallowRef<RunId | null>(null)

  client.on('settings.changed', ({ baseline }) => {
    id.value = baseline
  })

  const refresh = () =>
    useToasts().attempt(async () => {
      id.value = (await client.ask('settings.show', {})).baseline
    })
  useConnection().onStatus((status) => {
    if (status === 'connected') void refresh()
  })
  void refresh()

  /** Undefined for the published result. */
  const run = computed(() => (id.value === null ? undefined : runs.byId(id.value)))

  /** Share of test images read wrong; null before the run's first epoch has ended. */
  const error = computed(() =>
    run.value ? (run.value.best?.test.error ?? null) : published.test.error,
  )

  /** Null for the published result. */
  const choose = async (chosen: RunId | null): Promise<void> => {
    id.value = (await client.ask('settings.change', { baseline: chosen })).baseline
  }

  return { run, error, choose }
})
