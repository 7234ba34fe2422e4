import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { RunId } from '../../electron/contract/entities.ts'
import { useClient, useConnection } from '../client/use-client.ts'
import { messageOf } from '../lib/failure.ts'

/** What one run reads the drawings of *my handwriting* as, kept current. */
export const useHandwritingReadings = defineStore('handwriting-readings', () => {
  const client = useClient()
  const digits = shallowRef<ReadonlyMap<number, number>>(new Map())
  const failure = shallowRef('')
  let chosen: RunId | null = null
  let weights: string | null = null
  let asked = 0

  async function load(): Promise<void> {
    const question = ++asked
    failure.value = ''
    const id = chosen
    try {
      const list = id === null ? [] : await client.ask('handwriting.readings', { id })
      if (question === asked) digits.value = new Map(list.map((each) => [each.number, each.digit]))
    } catch (error) {
      if (question === asked) failure.value = messageOf(error)
    }
  }

  client.on('handwriting.changed', () => {
    if (chosen !== null) void load()
  })
  client.on('run.changed', (run) => {
    if (run.id !== chosen || run.weightsSha256 === weights) return
    weights = run.weightsSha256
    void load()
  })
  useConnection().onStatus((status) => {
    if (status === 'connected' && chosen !== null) void load()
  })

  /** Whose answers are shown from now on; those of another run are not left standing. */
  function choose(id: RunId | null): void {
    if (id === chosen) return
    chosen = id
    weights = null
    digits.value = new Map()
    void load()
  }

  return { digits, failure, choose, load }
})
