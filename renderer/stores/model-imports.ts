import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { RunId } from '../../electron/contract/entities.ts'
import type { InspectedModel } from '../../electron/contract/imports.ts'
import { useClient } from '../client/use-client.ts'
import { base64Of } from '../lib/base64.ts'
import { messageOf } from '../lib/failure.ts'
import { checkModelFile, nameOfFile } from '../lib/model-import/model-file.ts'
import { t } from '../lib/translate.ts'

/** A run that came out of a file. */
export interface NewcomerRun {
  readonly id: RunId
  readonly name: string
  /** False where the same file was imported before. */
  readonly isNew: boolean
}

type FileState =
  | { readonly kind: 'reading' }
  | { readonly kind: 'known'; readonly model: InspectedModel }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'importing'; readonly model: InspectedModel }
  | { readonly kind: 'done'; readonly runs: readonly NewcomerRun[] }

/** A file that somebody wants to import, and how far it is. */
export interface IncomingFile {
  readonly key: number
  readonly file: File
  /** What its run is to be called. */
  readonly name: string
  readonly state: FileState
}

/** Files on their way in: looked into one after the other, and imported when somebody says so. */
export const useModelImports = defineStore('model-imports', () => {
  const client = useClient()
  const files = shallowRef<readonly IncomingFile[]>([])
  let last = 0
  /** One file at a time, however many are chosen. */
  let queue: Promise<void> = Promise.resolve()

  const byKey = (key: number) => files.value.find((each) => each.key === key)

  function change(key: number, news: Partial<Pick<IncomingFile, 'name' | 'state'>>): void {
    files.value = files.value.map((each) => (each.key === key ? { ...each, ...news } : each))
  }

  /** The file as it is sent; throws what to say where the disk does not give it. */
  async function sent(file: File): Promise<{ fileName: string; file: string }> {
    const bytes = await file.arrayBuffer().catch((cause: unknown) => {
      throw new Error(t('import.unreadable'), { cause })
    })
    return { fileName: file.name.slice(0, 255), file: base64Of(bytes) }
  }

  /** Does something with a file that is still wanted; what it throws is said beside the file's name. */
  async function attempt(key: number, act: (incoming: IncomingFile) => Promise<FileState>) {
    const incoming = byKey(key)
    if (!incoming) return
    try {
      change(key, { state: await act(incoming) })
    } catch (error) {
      change(key, { state: { kind: 'refused', message: messageOf(error) } })
    }
  }

  const inspect = (key: number) =>
    attempt(key, async ({ file }) => {
      const message = checkModelFile(file)
      if (message !== '') return { kind: 'refused', message }
      return { kind: 'known', model: await client.ask('models.inspect', await sent(file)) }
    })

  const importOne = (key: number) =>
    attempt(key, async ({ file, name, state }) => {
      if (state.kind !== 'known') return state
      change(key, { state: { ...state, kind: 'importing' } })
      const isNamed = name.trim() !== '' && name !== nameOfFile(file.name)
      const { id, isNew } = await client.ask('models.import', {
        ...(await sent(file)),
        ...(isNamed && { name }),
      })
      const run = await client.ask('runs.show', { id })
      return { kind: 'done', runs: [{ id, name: run.name, isNew }] }
    })

  /** Shows what is in files, beside those that are there already. */
  function take(chosen: readonly File[]): void {
    const added = chosen.map((file): IncomingFile => {
      const key = ++last
      return { key, file, name: nameOfFile(file.name), state: { kind: 'reading' } }
    })
    files.value = [...files.value, ...added]
    for (const { key } of added) queue = queue.then(() => inspect(key))
  }

  const importable = computed(() => files.value.filter(({ state }) => state.kind === 'known'))
  const isBusy = computed(() =>
    files.value.some(({ state }) => state.kind === 'reading' || state.kind === 'importing'),
  )

  /** Imports those that can be, one after the other, and returns the runs that are new. */
  async function importAll(): Promise<readonly NewcomerRun[]> {
    const keys = importable.value.map(({ key }) => key)
    for (const key of keys) await importOne(key)
    return keys
      .flatMap((key) => {
        const state = byKey(key)?.state
        return state?.kind === 'done' ? state.runs : []
      })
      .filter(({ isNew }) => isNew)
  }

  return {
    files,
    importable,
    isBusy,
    take,
    rename: (key: number, name: string) => {
      change(key, { name })
    },
    drop: (key: number) => {
      files.value = files.value.filter((each) => each.key !== key)
    },
    importAll,
    close: () => {
      files.value = []
    },
  }
})
