import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { RunId } from '../../electron/contract/entities.ts'
import { useClient } from '../client/use-client.ts'

/** How the checkpoints of runs read *my handwriting*, by epoch, of those runs that charts ask about. */
export const useHandwritingScores = defineStore('handwriting-scores', () => {
  const client = useClient()
  const errors = shallowRef<ReadonlyMap<RunId, ReadonlyMap<number, number>>>(new Map())
  /** What runs were last asked about with. */
  const asked = new Map<RunId, string | null>()

  async function load(id: RunId): Promise<void> {
    try {
      const scores = await client.ask('handwriting.scores', { id })
      const known = new Map(scores.map(({ epoch, error }) => [epoch, error]))
      errors.value = new Map([...errors.value, [id, known]])
    } catch {
      // The chart goes without; the next change of the run or the drawings asks again.
      asked.delete(id)
    }
  }

  client.on('handwriting.changed', () => {
    for (const id of asked.keys()) void load(id)
  })

  /** Asks about a run unless that was done with the same weights. */
  function follow(id: RunId, weights: string | null): void {
    if (asked.get(id) === weights) return
    asked.set(id, weights)
    void load(id)
  }

  return { errors, follow }
})
