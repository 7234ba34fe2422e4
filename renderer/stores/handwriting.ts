import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { KeptDrawing, NewDrawing } from '../../electron/contract/handwriting.ts'
import { useClient, useConnection } from '../client/use-client.ts'
import { messageOf } from '../lib/failure.ts'

/** How far the drawings are known; they are asked for once somebody looks at them. */
export type DrawingsState =
  | { kind: 'unasked' }
  | { kind: 'loading' }
  | { kind: 'ready' }
  | { kind: 'failed'; message: string }

/** The drawings of *my handwriting*, kept current whichever program keeps or deletes one. */
export const useHandwriting = defineStore('handwriting', () => {
  const client = useClient()
  const count = shallowRef(0)
  const drawings = shallowRef<readonly KeptDrawing[]>([])
  const state = shallowRef<DrawingsState>({ kind: 'unasked' })
  /** Questions so far; only the answer to the last one counts. */
  let asked = 0

  async function load(): Promise<void> {
    const question = ++asked
    if (state.value.kind !== 'ready') state.value = { kind: 'loading' }
    try {
      const list = await client.ask('handwriting.list', {})
      if (question !== asked) return
      drawings.value = list
      count.value = list.length
      state.value = { kind: 'ready' }
    } catch (error) {
      if (question === asked) state.value = { kind: 'failed', message: messageOf(error) }
    }
  }

  async function look(): Promise<void> {
    if (state.value.kind === 'unasked')
      count.value = await client.ask('handwriting.count', {}).then(
        (answer) => answer.count,
        () => count.value,
      )
    else await load()
  }

  client.on('handwriting.changed', (change) => {
    count.value = change.count
    if (state.value.kind !== 'unasked') void load()
  })
  useConnection().onStatus((status) => {
    if (status === 'connected') void look()
  })

  return {
    count,
    drawings,
    state,
    byNumber: computed(() => new Map(drawings.value.map((each) => [each.number, each]))),
    /** Asks for the drawings themselves, and again after each change from then on. */
    load,
    /** Adds drawings, all or none, and returns them as they are kept. */
    keep: (added: readonly NewDrawing[]) =>
      client.ask('handwriting.keep', { drawings: [...added] }),
    relabel: (numbers: readonly number[], label: number) =>
      client.ask('handwriting.relabel', { numbers: [...numbers], label }),
    /** For good. */
    remove: (numbers: readonly number[]) =>
      client.ask('handwriting.delete', { numbers: [...numbers] }),
    importLines: async (lines: string) =>
      (await client.ask('handwriting.import', { lines })).numbers,
    /** Makes, or finds, a data set with each drawing so many times among the training images of another; returns its id. */
    mix: async (data: string, times: number) =>
      (await client.ask('handwriting.mix', { data, times })).id,
    exportLines: async () => (await client.ask('handwriting.export', {})).lines,
  }
})
