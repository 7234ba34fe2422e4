import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { RunId } from '../../electron/contract/entities.ts'
import type { LogLine } from '../../electron/contract/run-list.ts'
import { useClient } from '../client/use-client.ts'
import { messageOf } from '../lib/failure.ts'

export type LogState =
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'known'; readonly lines: readonly LogLine[] }

/** What happened to runs, as it was when last asked for. */
export const useRunLogs = defineStore('run-logs', () => {
  const client = useClient()
  const byRun = shallowRef<ReadonlyMap<RunId, LogState>>(new Map())
  const latest = new Map<RunId, symbol>()

  async function answerOf(id: RunId): Promise<LogState> {
    try {
      return { kind: 'known', lines: await client.ask('runs.log', { id }) }
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
