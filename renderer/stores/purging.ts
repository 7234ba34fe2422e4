import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { PurgeProgress } from '../../electron/contract/run-list.ts'
import { useClient, useConnection } from '../client/use-client.ts'

/** How far runs are that are being deleted for good, whoever asked for it in this application. */
export const usePurging = defineStore('purging', () => {
  const client = useClient()
  const progress = shallowRef<PurgeProgress | null>(null)
  client.on('purge.progress', (news) => {
    progress.value = news
  })
  // What it came to while the connection was lost shows in the list.
  useConnection().onStatus(() => {
    progress.value = null
  })
  const stop = (): Promise<void> => client.ask('runs.stopPurge', {})
  return { progress, stop }
})
