import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type {
  CompareRuns,
  Comparison,
  ReportFormat,
  SavedReport,
  Settling,
} from '../../electron/contract/comparison.ts'
import type { RunId } from '../../electron/contract/entities.ts'
import { useClient } from '../client/use-client.ts'
import { messageOf } from '../lib/failure.ts'

export type ComparisonState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'ready'; readonly comparison: Comparison }

/** What the core says of the runs of the compare page. */
export const useComparison = defineStore('comparison', () => {
  const client = useClient()
  const state = shallowRef<ComparisonState>({ kind: 'loading' })
  /** The last question; the answer to an earlier one is out of date. */
  let asked: CompareRuns | undefined

  /** The answer before stays until there is a new one. */
  async function compare(compared: CompareRuns | undefined): Promise<void> {
    asked = compared
    if (!compared) return
    let next: ComparisonState
    try {
      next = { kind: 'ready', comparison: await client.ask('runs.compare', compared) }
    } catch (error) {
      next = { kind: 'failed', message: messageOf(error) }
    }
    if (asked === compared) state.value = next
  }

  /** Queues the seeds that are lacking and returns their runs. */
  async function settle({ repeats }: Settling): Promise<readonly RunId[]> {
    const ids: RunId[] = []
    for (const repeat of repeats) ids.push(...(await client.ask('runs.repeat', repeat)).ids)
    return ids
  }

  /** What was compared last, as a file. */
  const report = async (compared: CompareRuns, format: ReportFormat): Promise<SavedReport> =>
    client.ask('runs.report', { ...compared, format })

  return { state, compare, settle, report }
})
