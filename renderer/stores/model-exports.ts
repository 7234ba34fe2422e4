import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { RunId } from '../../electron/contract/entities.ts'
import type { ExportProof } from '../../electron/contract/exports.ts'
import { useClient } from '../client/use-client.ts'
import { download } from '../lib/download.ts'
import { messageOf } from '../lib/failure.ts'

export type ModelExport =
  | { readonly kind: 'busy' }
  | { readonly kind: 'done'; readonly fileName: string; readonly proof: ExportProof }
  | { readonly kind: 'failed'; readonly message: string }

/** Model files that people asked for since the window was opened, the newest of each run. */
export const useModelExports = defineStore('model-exports', () => {
  const client = useClient()
  const byRun = shallowRef<ReadonlyMap<RunId, ModelExport>>(new Map())

  const set = (id: RunId, state: ModelExport) => {
    byRun.value = new Map(byRun.value).set(id, state)
  }

  /** Makes the file, checks it and hands it over. */
  async function exportModel(id: RunId): Promise<void> {
    if (byRun.value.get(id)?.kind === 'busy') return
    set(id, { kind: 'busy' })
    try {
      const { fileName, file, proof } = await client.ask('models.export', { id, format: 'tfjs' })
      download(fileName, file, 'application/zip')
      set(id, { kind: 'done', fileName, proof })
    } catch (error) {
      set(id, { kind: 'failed', message: messageOf(error) })
    }
  }

  return { byRun, exportModel }
})
