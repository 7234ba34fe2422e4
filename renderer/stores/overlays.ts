import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

/** What lies over every page, one at a time. */
export const useOverlays = defineStore('overlays', () => {
  const opened = shallowRef<'palette' | 'keys'>()
  return {
    opened,
    open: (overlay: 'palette' | 'keys') => {
      opened.value = overlay
    },
    close: () => {
      opened.value = undefined
    },
  }
})
