import { onMounted, onUnmounted } from 'vue'

/** Hears every key pressed in the window while the component lives. */
export function onWindowKey(listener: (event: KeyboardEvent) => void): void {
  onMounted(() => {
    window.addEventListener('keydown', listener)
  })
  onUnmounted(() => {
    window.removeEventListener('keydown', listener)
  })
}

/** Control, or Command on a Mac, and no other modifier. */
export const isCommand = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
