import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { RunId } from '../../electron/contract/entities.ts'
import { published } from '../../electron/contract/training.ts'
import type { BaselineError } from '../lib/list-cells.ts'
import { mnist } from '../lib/reference.ts'
import { useRuns } from './runs.ts'
import { useSettings } from './settings.ts'

/** What runs are compared with: the published result until a run is chosen. */
export const useBaseline = defineStore('baseline', () => {
  const runs = useRuns()
  const settings = useSettings()
  if (!settings.settings) void settings.refresh()

  /** Undefined for the published result. */
  const run = computed(() => {
    const id = settings.settings?.baseline ?? null
    return id === null ? undefined : runs.byId(id)
  })

  /** Null before the run's first epoch has ended. */
  const best = computed((): BaselineError | null => {
    if (!run.value) return { error: published.test.error, dataset: mnist.id }
    const error = run.value.best?.test.error
    return error === undefined ? null : { error, dataset: run.value.dataset.id }
  })

  /** Null for the published result. */
  const choose = (chosen: RunId | null): Promise<void> => settings.change({ baseline: chosen })

  return { run, best, choose }
})
