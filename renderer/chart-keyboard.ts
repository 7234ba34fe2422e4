import type { Ref } from 'vue'
import { valueAt, type Range } from './lib/chart-axes.ts'
import { nextPlace, type CursorReading } from './lib/chart-cursor.ts'
import { chartKeyOf, type ChartKey } from './lib/chart-keys.ts'
import type { ChartFrame } from './lib/chart-picture.ts'
import { panned, zoomed } from './lib/chart-ranges.ts'
import type { RunSeries } from './lib/chart-series.ts'

/** A chart as its keys find and change it. */
export interface ChartState {
  readonly series: Readonly<Ref<readonly RunSeries[]>>
  /** What stands at the cursor, if it is anywhere. */
  readonly reading: Readonly<Ref<CursorReading | null>>
  readonly frame: Readonly<Ref<ChartFrame>>
  readonly wholeX: Readonly<Ref<Range>>
  readonly cursor: Ref<number | null>
  readonly hovered: Ref<string | null>
  readonly zoomX: Ref<Range | null>
  readonly showAll: () => void
  readonly leave: () => void
  /** Of a mean its first run. */
  readonly select: (id: string) => void
}

/** Returns what hears the keys of a chart: they move its cursor, choose a curve, zoom and pan. */
export function useChartKeyboard(chart: ChartState): (event: KeyboardEvent) => void {
  const { series, reading, frame, wholeX, cursor, hovered, zoomX, showAll, leave, select } = chart

  function pick(direction: 1 | -1): void {
    const ids = reading.value?.rows.map((row) => row.id) ?? []
    const at = ids.indexOf(hovered.value ?? '')
    const next = at < 0 ? (direction === 1 ? 0 : ids.length - 1) : at + direction
    hovered.value = ids[next] ?? null
  }

  function step(direction: 1 | -1): void {
    const { min, max } = frame.value.x
    const outside = direction === 1 ? min - 1 : max + 1
    cursor.value = nextPlace(series.value, reading.value?.x ?? outside, direction)
  }

  function zoomBy(factor: number): void {
    const { x, isLogX } = frame.value
    const centre = cursor.value ?? valueAt(0.5, x, isLogX)
    zoomX.value = zoomed(x, wholeX.value, { centre, factor, isLog: isLogX })
  }

  function pan(direction: 1 | -1): void {
    const { x, isLogX } = frame.value
    if (zoomX.value) zoomX.value = panned(x, wholeX.value, direction * 0.25, isLogX)
  }

  function selectPicked(): void {
    const picked = series.value.find((one) => one.id === hovered.value)
    const id = picked?.members[0]?.id ?? picked?.id
    if (id !== undefined) select(id)
  }

  function act(key: ChartKey): void {
    const { min, max } = frame.value.x
    if (key.kind === 'move') step(key.direction)
    else if (key.kind === 'pan') pan(key.direction)
    else if (key.kind === 'pick') pick(key.direction)
    else if (key.kind === 'zoom') zoomBy(key.factor)
    else if (key.kind === 'reset') showAll()
    else if (key.kind === 'select') selectPicked()
    else if (key.kind === 'leave') leave()
    else cursor.value = key.kind === 'first' ? min : max
  }

  return (event) => {
    const key = chartKeyOf(event)
    if (!key) return
    event.preventDefault()
    // The page has other uses for some of these keys.
    event.stopPropagation()
    act(key)
  }
}
