import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { RunsView, SavedView } from '../../electron/contract/run-list.ts'
import { useClient } from '../client/use-client.ts'

/** Ways of looking at the list, kept under names. */
export const useSavedViews = defineStore('saved-views', () => {
  const client = useClient()
  const views = shallowRef<readonly SavedView[]>([])

  async function refresh(): Promise<void> {
    views.value = await client.ask('views.list', {})
  }

  /** Adds or replaces one. */
  async function save(name: string, view: RunsView): Promise<void> {
    await client.ask('views.save', { name, view })
    await refresh()
  }

  async function remove(name: string): Promise<void> {
    await client.ask('views.delete', { name })
    await refresh()
  }

  async function rename({ name, view }: SavedView, next: string): Promise<void> {
    if (next === name) return
    await client.ask('views.save', { name: next, view })
    await remove(name)
  }

  return { views, refresh, save, remove, rename }
})
