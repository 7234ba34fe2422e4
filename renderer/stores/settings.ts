import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Settings } from '../../electron/contract/settings.ts'
import { useClient, useConnection } from '../client/use-client.ts'
import { messageOf } from '../lib/failure.ts'
import type { SettingsChange } from '../lib/settings-form.ts'

/** What holds for the data folder, kept current whichever program changes it. */
export const useSettings = defineStore('settings', () => {
  const client = useClient()
  /** Absent until they are known. */
  const settings = shallowRef<Settings>()
  const failure = shallowRef('')

  client.on('settings.changed', (changed) => {
    settings.value = changed
  })

  async function refresh(): Promise<void> {
    try {
      settings.value = await client.ask('settings.show', {})
      failure.value = ''
    } catch (error) {
      failure.value = messageOf(error)
    }
  }

  useConnection().onStatus((status) => {
    if (status === 'connected') void refresh()
  })

  async function change(changed: SettingsChange): Promise<void> {
    settings.value = await client.ask('settings.change', changed)
  }

  return { settings, failure, refresh, change }
})
