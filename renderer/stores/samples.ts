import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { RunId } from '../../electron/contract/entities.ts'
import { useClient } from '../client/use-client.ts'
import { useInquiry } from '../inquiry.ts'
import type { ImageAddress } from '../lib/image-address.ts'
import { useDatasets } from './datasets.ts'
import { useDrawing } from './drawing.ts'
import { useRuns } from './runs.ts'

/** Images of data sets, put on the pad as if they were drawn. */
export const useSamples = defineStore('samples', () => {
  const client = useClient()
  const pad = useDrawing()
  const runs = useRuns()
  const datasets = useDatasets()

  const loading = useInquiry(async ({ id, set, index }: ImageAddress & { readonly id: RunId }) => {
    const { label, pixels } = await client.ask('evaluations.answers', { ids: [id], set, index })
    const name = runs.byId(id)?.dataset.classes[label] ?? String(label)
    pad.place({ pixels, source: { kind: 'image', set, index, label: name } })
  })

  return {
    state: loading.state,
    /** The image on the pad, if one of a set lies there. */
    shown: computed(() => {
      const source = pad.sheet.picture?.source
      return source?.kind === 'image' ? source : undefined
    }),
    /** How many test images a run has, where its data set is known. */
    countFor: (id: RunId): number | undefined =>
      datasets.list.find((dataset) => dataset.id === runs.byId(id)?.dataset.id)?.test,
    /** Puts an image of the run's data on the pad; the newest of several wishes wins. */
    open: (id: RunId, image: ImageAddress) => {
      loading.put({ id, ...image })
    },
  }
})
