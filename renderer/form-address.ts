import * as v from 'valibot'
import { shallowRef, watch } from 'vue'
import { useRoute } from 'vue-router'
import { RunId, type Run } from '../electron/contract/entities.ts'
import { noDataset } from '../electron/contract/datasets.ts'
import { messageOf } from './lib/failure.ts'
import { mnist } from './lib/reference.ts'
import { t } from './lib/translate.ts'
import { useDatasets } from './stores/datasets.ts'
import { useRuns } from './stores/runs.ts'

interface AddressedForm {
  readonly fillFrom: (run: Run) => void
  readonly chooseDataset: (id: string) => void
}

/** Fills a form from the run in `?from=`, or chooses the data set in `?data=`; tells whose settings it shows. */
export function useFormAddress({ fillFrom, chooseDataset }: AddressedForm) {
  const route = useRoute()
  const runs = useRuns()
  const datasets = useDatasets()
  /** Name of the run whose settings fill the form. */
  const source = shallowRef<string | null>(null)
  const failure = shallowRef('')

  async function fill(id: RunId): Promise<void> {
    try {
      const run = runs.byId(id) ?? (await runs.show(id))
      if (!datasets.byId(run.dataset.id)) await datasets.refresh()
      const hasData = run.config.dataset !== noDataset
      fillFrom(hasData ? run : { ...run, config: { ...run.config, dataset: mnist.id } })
      source.value = run.name
    } catch (error) {
      failure.value = t('newRun.fillFailed', { reason: messageOf(error) })
    }
  }

  watch(
    () => route.query['from'],
    (from) => {
      const id = v.safeParse(RunId, from)
      source.value = null
      failure.value = ''
      if (id.success) void fill(id.output)
    },
    { immediate: true },
  )

  watch(
    () => route.query['data'],
    async (id) => {
      if (typeof id !== 'string') return
      if (!datasets.byId(id)) await datasets.refresh()
      chooseDataset(id)
    },
    { immediate: true },
  )

  return { source, failure }
}
