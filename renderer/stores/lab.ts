import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Doctor } from '../../electron/contract/doctor.ts'
import { useClient, useConnection } from '../client/use-client.ts'

/** The core behind the window: what it has, and whether it answers. */
export const useLab = defineStore('lab', () => {
  const client = useClient()
  const doctor = shallowRef<Doctor>()
  const hasAsked = shallowRef(false)
  const isLost = shallowRef(false)

  async function refresh(): Promise<void> {
    try {
      doctor.value = await client.ask('lab.doctor', {})
    } catch {
      // The list and the banner say that the core does not answer; this line only stays unknown.
    }
    hasAsked.value = true
  }

  useConnection().onStatus((status) => {
    isLost.value = status === 'lost'
    if (status === 'connected') void refresh()
  })

  return { doctor, hasAsked, isLost, refresh }
})
