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
