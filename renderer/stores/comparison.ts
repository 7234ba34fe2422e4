import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { SettingDifference } from '../../electron/contract/comparison.ts'
import type { RunId } from '../../electron/contract/entities.ts'
import { useClient } from '../client/use-client.ts'
import { messageOf } from '../lib/failure.ts'

export type ComparisonState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly message: string }
  | {
      readonly kind: 'ready'
      readonly ids: readonly RunId[]
      readonly differences: readonly SettingDifference[]
    }

/** The settings in which the runs of the compare page differ. */
export const useComparison = defineStore('comparison', () => {
  const client = useClient()
  const state = shallowRef<ComparisonState>({ kind: 'loading' })
  /** The last question; the answer to an earlier one is out of date. */
  let asked: readonly RunId[] = []

  async function compare(ids: readonly RunId[]): Promise<void> {
    asked = ids
    if (ids.length === 0) return
    let next: ComparisonState
    try {
      const { differences } = await client.ask('runs.compare', { runs: ids.map((id) => ({ id })) })
      next = { kind: 'ready', ids, differences }
    } catch (error) {
      next = { kind: 'failed', message: messageOf(error) }
    }
    if (asked === ids) state.value = next
  }

  return { state, compare }
})
