import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { RunId } from '../../electron/contract/entities.ts'
import type { InspectedModel } from '../../electron/contract/imports.ts'
import { useClient } from '../client/use-client.ts'
import { base64Of } from '../lib/base64.ts'
import { messageOf } from '../lib/failure.ts'
import { checkModelFile, isBundle, nameOfFile } from '../lib/model-import/model-file.ts'
import { t } from '../lib/translate.ts'

/** A run that came out of a file. */
export interface NewcomerRun {
  readonly id: RunId
  readonly name: string
  /** False where the same file was imported before. */
  readonly isNew: boolean
  /** Why it cannot be gone on with here; null where nothing is to say. */
  readonly remark: string | null
}

/** What a file holds: the model of a run, or whole runs, which are looked into as they come in. */
export type FileContent =
  { readonly kind: 'model'; readonly model: InspectedModel } | { readonly kind: 'bundle' }

type FileState =
  | { readonly kind: 'reading' }
  | { readonly kind: 'known'; readonly content: FileContent }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'importing'; readonly content: FileContent }
  | { readonly kind: 'done'; readonly runs: readonly NewcomerRun[] }

/** A file that somebody wants to import, and how far it is. */
export interface IncomingFile {
  readonly key: number
  readonly file: File
  /** What its run is to be called. */
  readonly name: string
  /** Whether drawings in it are to be kept in *my handwriting*. */
  readonly drawings: boolean
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

  function change(
    key: number,
    news: Partial<Pick<IncomingFile, 'name' | 'drawings' | 'state'>>,
  ): void {
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
      // The name stands above it.
      const message = messageOf(error).replace(`${incoming.file.name}: `, '')
      change(key, { state: { kind: 'refused', message } })
    }
  }

  const inspect = (key: number) =>
    attempt(key, async ({ file }) => {
      const message = checkModelFile(file)
      if (message !== '') return { kind: 'refused', message }
      if (isBundle(file)) return { kind: 'known', content: { kind: 'bundle' } }
      const model = await client.ask('models.inspect', await sent(file))
      return { kind: 'known', content: { kind: 'model', model } }
    })

  async function importModel({ file, name }: IncomingFile): Promise<readonly NewcomerRun[]> {
    const isNamed = name.trim() !== '' && name !== nameOfFile(file.name)
    const { id, isNew } = await client.ask('models.import', {
      ...(await sent(file)),
      ...(isNamed && { name }),
    })
    const run = await client.ask('runs.show', { id })
    return [{ id, name: run.name, isNew, remark: null }]
  }

  async function importBundle({ file, drawings }: IncomingFile): Promise<readonly NewcomerRun[]> {
    const { runs } = await client.ask('runs.importBundle', { ...(await sent(file)), drawings })
    return runs
  }

  const importOne = (key: number) =>
    attempt(key, async (incoming) => {
      const { state } = incoming
      if (state.kind !== 'known') return state
      change(key, { state: { ...state, kind: 'importing' } })
      const isModel = state.content.kind === 'model'
      return {
        kind: 'done',
        runs: await (isModel ? importModel(incoming) : importBundle(incoming)),
      }
    })

  /** Shows what is in files, beside those that are there already. */
  function take(chosen: readonly File[]): void {
    const added = chosen.map((file): IncomingFile => {
      const key = ++last
      const state = { kind: 'reading' } as const
      return { key, file, name: nameOfFile(file.name), drawings: false, state }
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
    /** Says how a file is to come in. */
    say: (key: number, wish: Partial<Pick<IncomingFile, 'name' | 'drawings'>>) => {
      change(key, wish)
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
