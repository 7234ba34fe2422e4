import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Preset } from '../../electron/contract/entities.ts'
import type { TrainConfig } from '../../electron/contract/train-config.ts'
import { useClient, useConnection } from '../client/use-client.ts'

/** Settings under a name: those of the application first, then people's own. */
export const usePresets = defineStore('presets', () => {
  const client = useClient()
  const presets = shallowRef<readonly Preset[]>([])

  async function refresh(): Promise<void> {
    try {
      presets.value = await client.ask('presets.list', {})
    } catch {
      // The banner says that the core does not answer; the form works without presets.
    }
  }

  useConnection().onStatus((status) => {
    if (status === 'connected') void refresh()
  })

  /** Adds a preset, or replaces the own one of that name. */
  async function save(name: string, config: TrainConfig): Promise<void> {
    await client.ask('presets.save', { name, config })
    await refresh()
  }

  async function remove(name: string): Promise<void> {
    await client.ask('presets.delete', { name })
    await refresh()
  }

  return { presets, refresh, save, remove }
})
