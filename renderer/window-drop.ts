import { onMounted, onUnmounted, shallowRef, type ShallowRef } from 'vue'

const filesOf = (transfer: DataTransfer | null): readonly File[] => [...(transfer?.files ?? [])]

const hasFiles = (transfer: DataTransfer | null) => transfer?.types.includes('Files') === true

/**
 * Hears of files that are dropped anywhere on the window, or pasted, while the component lives; a browser would leave
 * the page for a file that nobody takes. Returns whether one is held over the window.
 */
export function useWindowDrop(
  take: (files: readonly File[]) => void,
): Readonly<ShallowRef<boolean>> {
  const isOver = shallowRef(false)
  const listeners = {
    dragover: (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer)) return
      event.preventDefault()
      isOver.value = true
    },
    dragleave: (event: DragEvent) => {
      if (event.relatedTarget === null) isOver.value = false
    },
    drop: (event: DragEvent) => {
      isOver.value = false
      if (!hasFiles(event.dataTransfer)) return
      event.preventDefault()
      take(filesOf(event.dataTransfer))
    },
    paste: (event: ClipboardEvent) => {
      const files = filesOf(event.clipboardData)
      if (files.length === 0) return
      event.preventDefault()
      take(files)
    },
  }
  onMounted(() => {
    for (const [name, listener] of Object.entries(listeners))
      window.addEventListener(name, listener as EventListener)
  })
  onUnmounted(() => {
    for (const [name, listener] of Object.entries(listeners))
      window.removeEventListener(name, listener as EventListener)
  })
  return isOver
}
