import { onMounted, shallowRef, type ShallowRef } from 'vue'

/** Takes files that are dropped onto an element while it lives; true while something is held over it. */
export function useFileDrop(
  element: Readonly<ShallowRef<HTMLElement | null>>,
  take: (files: FileList) => unknown,
): Readonly<ShallowRef<boolean>> {
  const isOver = shallowRef(false)
  onMounted(() => {
    element.value?.addEventListener('dragover', (event) => {
      event.preventDefault()
      isOver.value = true
    })
    element.value?.addEventListener('dragleave', ({ target }) => {
      if (target === element.value) isOver.value = false
    })
    element.value?.addEventListener('drop', (event) => {
      event.preventDefault()
      isOver.value = false
      if (event.dataTransfer) void take(event.dataTransfer.files)
    })
  })
  return isOver
}
