import { nextTick, watch, type ShallowRef } from 'vue'
import { rowHeight } from './lib/grid-tracks.ts'
import { linesBetween } from './lib/list-groups.ts'
import type { RunView } from './stores/run-view.ts'

/**
 * The line under the pointer, or else the first one in sight of a list that is scrolled, stays where it is when lines
 * come or go. After a change of order, filter or groups by hand the list begins anew.
 */
export function useSteadyScroll(
  view: RunView,
  scroller: Readonly<ShallowRef<HTMLElement | null>>,
  pointed: Readonly<ShallowRef<string | undefined>>,
): void {
  let isOwnChange = false
  watch(
    () => [view.view.sort, view.view.filter, view.view.groupBy],
    async () => {
      isOwnChange = true
      await nextTick()
      isOwnChange = false
      scroller.value?.scrollTo({ top: 0 })
    },
    { flush: 'sync' },
  )
  watch(
    () => view.lines,
    async (now, before) => {
      const top = scroller.value?.scrollTop ?? 0
      const first = top > 0 ? before[Math.ceil(top / rowHeight)]?.key : undefined
      const by = isOwnChange ? 0 : linesBetween(before, now, pointed.value ?? first)
      if (by === 0) return
      await nextTick()
      scroller.value?.scrollBy(0, by * rowHeight)
    },
  )
}
