import { shallowRef, type Ref } from 'vue'
import { chartKeyOf, type ChartKey } from './lib/chart-keys.ts'
import { stripRows, type LayerStrip } from './lib/layer-strip.ts'

/** A row of a column, both counted from 0, the lowest row first. */
export interface StripPlace {
  readonly column: number
  readonly row: number
}

const within = (index: number, count: number) => Math.min(count - 1, Math.max(0, index))

const fullestRow = ({ columns }: LayerStrip, column: number) => {
  const shares = columns[column]?.shares ?? []
  return shares.indexOf(Math.max(...shares))
}

/** The place of a strip that is read, moved by pointer and by keys. */
export function useStripCursor(
  plot: Readonly<Ref<HTMLElement | null>>,
  strip: () => LayerStrip,
  pick: (epoch: number) => void,
) {
  const cursor = shallowRef<StripPlace | null>(null)
  const count = () => strip().columns.length

  function point(event: PointerEvent): void {
    const box = plot.value?.getBoundingClientRect()
    if (!box) return
    const across = (event.clientX - box.left) / box.width
    const up = 1 - (event.clientY - box.top) / box.height
    cursor.value = {
      column: within(Math.floor(across * count()), count()),
      row: within(Math.floor(up * stripRows), stripRows),
    }
  }

  const leave = () => {
    cursor.value = null
  }

  function pickPlace(): void {
    const column = cursor.value && strip().columns[cursor.value.column]
    if (column) pick(column.to)
  }

  /** Comes in from the side that it moves away from, where most values are. */
  function step(across: number, up: number): void {
    const entry = across < 0 ? count() - 1 : 0
    const at = cursor.value ?? {
      column: across < 0 ? count() : -Math.sign(across),
      row: fullestRow(strip(), entry),
    }
    cursor.value = {
      column: within(at.column + across, count()),
      row: within(at.row + up, stripRows),
    }
  }

  /** False where the key does nothing here. */
  function act(key: ChartKey): boolean {
    if (key.kind === 'move') step(key.direction, 0)
    else if (key.kind === 'pick') step(0, -key.direction)
    else if (key.kind === 'first') step(-count(), 0)
    else if (key.kind === 'last') step(count(), 0)
    else if (key.kind === 'select') pickPlace()
    else if (key.kind === 'leave') leave()
    else return false
    return true
  }

  function press(event: KeyboardEvent): void {
    const key = chartKeyOf(event)
    if (!key || !act(key)) return
    event.preventDefault()
    // The page has other uses for some of these keys.
    event.stopPropagation()
  }

  return { cursor, point, leave, pickPlace, press }
}
