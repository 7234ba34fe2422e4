import type { Ref } from 'vue'

/** Items of a row: those that stand as high as the first. */
function columnsOf(items: readonly HTMLElement[]): number {
  const [first] = items
  const next = items.findIndex(({ offsetTop }) => offsetTop !== first?.offsetTop)
  return next < 0 ? items.length : next
}

function placeAfter(key: string, at: number, items: readonly HTMLElement[]): number | undefined {
  const columns = columnsOf(items)
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at - columns,
    ArrowDown: Math.min(at + columns, items.length - 1),
    Home: 0,
    End: items.length - 1,
  }
  return steps[key]
}

/** A keydown handler that moves the focus between the buttons of a grid of tiles, which are one stop for the Tab key. */
export function useGridFocus(
  grid: Readonly<Ref<HTMLElement | null>>,
  enter: (place: number) => void,
): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const items = [...(grid.value?.querySelectorAll<HTMLElement>('button') ?? [])]
    const at = items.findIndex((item) => item === document.activeElement)
    const next = at < 0 ? undefined : placeAfter(event.key, at, items)
    if (next === undefined) return
    event.preventDefault()
    const item = items[next]
    if (!item) return
    enter(next)
    item.focus()
  }
}
