import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { RunDetail, RunId } from '../../electron/contract/entities.ts'
import type { ModelChoice } from '../../electron/contract/exports.ts'
import { useClient } from '../client/use-client.ts'
import { download } from '../lib/download.ts'
import { messageOf } from '../lib/failure.ts'
import { storedChoice, type ExportChoice } from '../lib/model-export/export-choice.ts'
import { bundleWords, proofWords } from '../lib/model-export/proof-words.ts'

/** Which runs are to be exported, and which checkpoint when somebody has named it. */
export interface ExportQuestion {
  readonly ids: readonly RunId[]
  readonly epoch: number | undefined
}

/** The model of a run, or runs with everything on record. */
export type ExportWish =
  | { readonly kind: 'model'; readonly id: RunId; readonly choice: ModelChoice }
  | { readonly kind: 'bundle'; readonly ids: readonly RunId[]; readonly drawings: boolean }

interface SavedFile {
  readonly fileName: string
  readonly bytes: number
  /** What reading it again has shown, in words. */
  readonly proof: string
}

/** What became of the file that was asked for last. */
export type ExportState =
  | { readonly kind: 'none' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'done'; readonly saved: SavedFile }
  | { readonly kind: 'failed'; readonly message: string }

const key = 'export-choice'

/** Files on their way out; what is chosen is remembered on this computer. */
export const useModelExports = defineStore('model-exports', () => {
  const client = useClient()
  const question = shallowRef<ExportQuestion>()
  const choice = shallowRef<ExportChoice>(storedChoice(localStorage.getItem(key)))
  const state = shallowRef<ExportState>({ kind: 'none' })
  /** Files asked for so far; only the last one is wanted. */
  let asked = 0

  /** Nobody wants the file under way any more, if there is one. */
  function forget(): void {
    asked++
    state.value = { kind: 'none' }
  }

  function ask(ids: readonly RunId[], epoch?: number): void {
    forget()
    question.value = { ids, epoch }
  }

  function close(): void {
    forget()
    question.value = undefined
  }

  function choose(change: Partial<ExportChoice>): void {
    choice.value = { ...choice.value, ...change }
    localStorage.setItem(key, JSON.stringify(choice.value))
  }

  async function made(wish: ExportWish): Promise<SavedFile & { readonly file: string }> {
    if (wish.kind === 'model') {
      const model = await client.ask('models.export', { id: wish.id, ...wish.choice })
      return { ...model, proof: proofWords(model.proof) }
    }
    const { ids, drawings } = wish
    const bundle = await client.ask('runs.bundle', { ids: [...ids], drawings })
    return { ...bundle, proof: bundleWords(bundle) }
  }

  /** Makes the file, has it proved, and hands it over if it is still wanted then. */
  async function save(wish: ExportWish): Promise<void> {
    const mine = ++asked
    state.value = { kind: 'busy' }
    try {
      const { file, ...saved } = await made(wish)
      if (mine !== asked) return
      download(saved.fileName, file, 'application/octet-stream')
      state.value = { kind: 'done', saved }
    } catch (error) {
      if (mine === asked) state.value = { kind: 'failed', message: messageOf(error) }
    }
  }

  const detailOf = (id: RunId): Promise<RunDetail> => client.ask('runs.show', { id })

  return { question, choice, state, ask, close, forget, choose, save, detailOf }
})
