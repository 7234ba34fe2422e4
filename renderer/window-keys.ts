import { onMounted, onUnmounted } from 'vue'

/** Hears every key pressed in the window while the component lives; `first` hears it before all others do. */
export function onWindowKey(listener: (event: KeyboardEvent) => void, first = false): void {
  onMounted(() => {
    window.addEventListener('keydown', listener, first)
  })
  onUnmounted(() => {
    window.removeEventListener('keydown', listener, first)
  })
}

/** Control, or Command on a Mac, and no other modifier. */
export const isCommand = (event: KeyboardEvent): boolean =>
  (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
