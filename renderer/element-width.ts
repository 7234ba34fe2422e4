import { onMounted, onUnmounted, shallowRef, type ShallowRef } from 'vue'

/** The width in pixels of an element of the component, kept current. */
export function useElementWidth(
  element: Readonly<ShallowRef<HTMLElement | null>>,
  atFirst: number,
): Readonly<ShallowRef<number>> {
  const width = shallowRef(atFirst)
  const observer = new ResizeObserver(([entry]) => {
    if (entry) width.value = entry.contentRect.width
  })
  onMounted(() => {
    if (element.value) observer.observe(element.value)
  })
  onUnmounted(() => {
    observer.disconnect()
  })
  return width
}
