import { shallowRef } from 'vue'

/** What opens a panel, and when; in the time of events. */
export interface Opener {
  readonly source: HTMLElement
  readonly at: number
}

/** The element whose listener was called. */
export const openerOf = (event: Event): Opener => ({
  source: event.currentTarget as HTMLElement,
  at: event.timeStamp,
})

/** Which panel is open beside which element; `T` says what it is about. */
export function usePop<T>() {
  const opened = shallowRef<{ readonly source: HTMLElement; readonly about: T }>()
  let last: Opener | undefined

  /** A click on the opener closes an open panel, being outside of it, and does not open it again. */
  const open = ({ source, at }: Opener, about: T) => {
    if (opened.value?.source === source) close()
    else if (last?.source !== source || at > last.at) opened.value = { source, about }
  }
  const close = () => {
    if (opened.value) last = { source: opened.value.source, at: performance.now() }
    opened.value = undefined
  }
  return { opened, open, close }
}
