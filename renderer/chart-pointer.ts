import { computed, shallowRef, type Ref } from 'vue'
import { valueAt, type Range } from './lib/chart-axes.ts'
import type { ChartFrame } from './lib/chart-picture.ts'

/** A place in the plot in shares of it, from its left and from its bottom, and its size in pixels. */
export interface PlotPlace {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Shorter ways than this, in pixels, are clicks. */
const leastDrag = 8

export interface Zoom {
  readonly x: Range
  /** Null where only the horizontal axis is meant. */
  readonly y: Range | null
}

const percent = (share: number) => `${String(share * 100)}%`
const within = (share: number) => Math.min(1, Math.max(0, share))
const rangeOf = (a: number, b: number): Range => ({ min: Math.min(a, b), max: Math.max(a, b) })

/** Drags in a plot: along the horizontal axis, or with Shift over a box of both axes. */
export function useChartPointer(plot: Readonly<Ref<HTMLElement | null>>, frame: () => ChartFrame) {
  const from = shallowRef<PlotPlace | null>(null)
  const to = shallowRef<PlotPlace | null>(null)
  const isBox = shallowRef(false)

  function placeOf(event: PointerEvent): PlotPlace {
    const box = plot.value?.getBoundingClientRect() ?? new DOMRect()
    return {
      x: within((event.clientX - box.left) / box.width),
      y: within(1 - (event.clientY - box.top) / box.height),
      width: box.width,
      height: box.height,
    }
  }

  function press(event: PointerEvent): void {
    if (event.button !== 0) return
    plot.value?.setPointerCapture(event.pointerId)
    from.value = to.value = placeOf(event)
    isBox.value = event.shiftKey
  }

  function move(event: PointerEvent): PlotPlace {
    const place = placeOf(event)
    if (from.value) to.value = place
    return place
  }

  function cancel(): void {
    from.value = to.value = null
  }

  /** What was dragged over; null after a click. */
  function release(event: PointerEvent): Zoom | null {
    const start = from.value
    const end = placeOf(event)
    cancel()
    if (!start || Math.abs(end.x - start.x) * end.width < leastDrag) return null
    const { x, y, isLogX, isLogY } = frame()
    const across = rangeOf(valueAt(start.x, x, isLogX), valueAt(end.x, x, isLogX))
    const isFlat = Math.abs(end.y - start.y) * end.height < leastDrag
    if (!isBox.value || isFlat) return { x: across, y: null }
    return { x: across, y: rangeOf(valueAt(start.y, y, isLogY), valueAt(end.y, y, isLogY)) }
  }

  /** What is being dragged over, as it lies in the plot. */
  const band = computed(() => {
    if (!from.value || !to.value) return null
    const x = rangeOf(from.value.x, to.value.x)
    const y = isBox.value ? rangeOf(from.value.y, to.value.y) : { min: 0, max: 1 }
    return {
      left: percent(x.min),
      width: percent(x.max - x.min),
      bottom: percent(y.min),
      height: percent(y.max - y.min),
    }
  })

  return { placeOf, press, move, release, cancel, band }
}
