import { shallowRef } from 'vue'

/** A click on the opener closes a panel, since it is outside of it, before it can open it again. */
const sameClickMs = 300

/** Which panel is open beside which element; `T` says what it is about. */
export function usePop<T>() {
  const opened = shallowRef<{ readonly source: HTMLElement; readonly about: T }>()
  let last: { readonly source: HTMLElement; readonly at: number } | undefined

  const open = (source: HTMLElement, about: T) => {
    const isSameClick = last?.source === source && performance.now() - last.at < sameClickMs
    if (!isSameClick) opened.value = { source, about }
  }
  const close = () => {
    if (opened.value) last = { source: opened.value.source, at: performance.now() }
    opened.value = undefined
  }
  return { opened, open, close }
}

/** The element whose listener was called. */
export const sourceOf = (event: Event): HTMLElement => event.currentTarget as HTMLElement
