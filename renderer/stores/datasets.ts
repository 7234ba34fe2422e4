import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Dataset, DatasetDetail } from '../../electron/contract/datasets.ts'
import { useClient, useConnection } from '../client/use-client.ts'
import { messageOf } from '../lib/failure.ts'
import { mnist, type TrainingData } from '../lib/reference.ts'

/** What lies in a data set, or why that cannot be told. */
export type Contents =
  | { readonly kind: 'known'; readonly detail: DatasetDetail }
  | { readonly kind: 'failed'; readonly message: string }

/** The data sets that runs can be trained on, kept current whichever program adds or deletes one. */
export const useDatasets = defineStore('datasets', () => {
  const client = useClient()
  /** Empty until they are known. */
  const list = shallowRef<readonly Dataset[]>([])
  const failure = shallowRef('')
  /** By the hash of the data set, since a name may come to stand for another one. */
  const contents = shallowRef<ReadonlyMap<string, Contents>>(new Map())

  const byId = (id: string): TrainingData | undefined =>
    list.value.find((dataset) => dataset.id === id) ?? (id === mnist.id ? mnist : undefined)

  client.on('data.changed', (datasets) => {
    list.value = datasets
  })

  async function refresh(): Promise<void> {
    try {
      list.value = await client.ask('data.list', {})
      failure.value = ''
    } catch (error) {
      failure.value = messageOf(error)
    }
  }

  useConnection().onStatus((status) => {
    if (status === 'connected') void refresh()
  })

  /** Looks into a data set; an answer that is known already is not asked for again. */
  async function look({ id, sha256 }: Dataset): Promise<void> {
    if (contents.value.get(sha256)?.kind === 'known') return
    let found: Contents
    try {
      found = { kind: 'known', detail: await client.ask('data.show', { id }) }
    } catch (error) {
      found = { kind: 'failed', message: messageOf(error) }
    }
    contents.value = new Map([...contents.value, [sha256, found]])
  }

  const remove = (id: string): Promise<void> => client.ask('data.delete', { id })

  return { list, failure, contents, byId, refresh, look, remove }
})
