import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { RunId } from '../../electron/contract/entities.ts'
import { useClient } from '../client/use-client.ts'
import { messageOf } from '../lib/failure.ts'
import type { VerificationState } from '../lib/repeats.ts'

/** How repeats that have ended compare with the runs they repeat. */
export const useVerifications = defineStore('verifications', () => {
  const client = useClient()
  const byRepeat = shallowRef<ReadonlyMap<RunId, VerificationState>>(new Map())
  const asked = new Set<RunId>()

  const set = (repeat: RunId, state: VerificationState) => {
    byRepeat.value = new Map(byRepeat.value).set(repeat, state)
  }

  /** Asks once a repeat; what it ended with does not change any more. */
  async function find(repeat: RunId): Promise<void> {
    if (asked.has(repeat)) return
    asked.add(repeat)
    try {
      const verification = await client.ask('runs.verification', { id: repeat })
      set(repeat, { kind: 'known', verification })
    } catch (error) {
      asked.delete(repeat)
      set(repeat, { kind: 'failed', message: messageOf(error) })
    }
  }

  return { byRepeat, find }
})
