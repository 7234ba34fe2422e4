import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Spread } from '../../electron/contract/comparison.ts'
import type { RunId } from '../../electron/contract/entities.ts'
import { useClient } from '../client/use-client.ts'

/** Mean, deviation and interval of the test accuracy of runs that differ in their seed. */
export const useSeedSpreads = defineStore('seedSpreads', () => {
  const client = useClient()
  const byRuns = shallowRef<ReadonlyMap<string, Spread | null>>(new Map())
  const keyOf = (ids: readonly RunId[]) => [...ids].sort().join()

  /** Null until it is known, and where none of them has ended an epoch. */
  const of = (ids: readonly RunId[]): Spread | null => byRuns.value.get(keyOf(ids)) ?? null

  /** Asks anew, since the runs may have gone on; what could not be found stays as it was. */
  async function find(ids: readonly RunId[]): Promise<void> {
    const found = await client
      .ask('runs.compare', { runs: ids.map((id) => ({ id })), by: 'configuration' })
      .catch(() => undefined)
    if (found)
      byRuns.value = new Map(byRuns.value).set(keyOf(ids), found.members[0]?.accuracy ?? null)
  }

  return { of, find }
})
