import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { RunId } from '../../electron/contract/entities.ts'
import type { EpochLayers, UsagePoint } from '../../electron/contract/training.ts'
import { useClient } from '../client/use-client.ts'
import { messageOf } from '../lib/failure.ts'

export type RecordState =
  | { readonly kind: 'failed'; readonly message: string }
  | {
      readonly kind: 'known'
      readonly layers: readonly EpochLayers[]
      readonly usage: readonly UsagePoint[]
    }

/** What is on record of a run's layers and of what its trainer used, as it was when last asked for. */
export const useRunRecords = defineStore('run-records', () => {
  const client = useClient()
  const byRun = shallowRef<ReadonlyMap<RunId, RecordState>>(new Map())
  const latest = new Map<RunId, symbol>()

  async function answerOf(id: RunId): Promise<RecordState> {
    try {
      const [layers, usage] = await Promise.all([
        client.ask('runs.layers', { id }),
        client.ask('runs.usage', { id }),
      ])
      return { kind: 'known', layers, usage }
    } catch (error) {
      return { kind: 'failed', message: messageOf(error) }
    }
  }

  /** Asks anew; of several questions at once the one asked last counts. */
  async function load(id: RunId): Promise<void> {
    const question = Symbol(id)
    latest.set(id, question)
    const answer = await answerOf(id)
    if (latest.get(id) === question) byRun.value = new Map(byRun.value).set(id, answer)
  }

  return { byRun, load }
})
