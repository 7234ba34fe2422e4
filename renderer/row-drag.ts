import { shallowRef } from 'vue'

export interface DropTarget<Id extends string> {
  readonly id: Id
  readonly edge: 'before' | 'after'
}

const rowAt = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>('[data-run]') : null

/** Drags the rows of a list, each with its id in `data-run`, and tells beside which row one was dropped. */
export function useRowDrag<Id extends string>(
  dropped: (id: Id, beside: Id, edge: DropTarget<Id>['edge']) => unknown,
) {
  const target = shallowRef<DropTarget<Id>>()
  let dragged: Id | undefined

  function start(event: DragEvent): void {
    const row = rowAt(event.target)
    if (!row || !event.dataTransfer) return
    dragged = row.dataset['run'] as Id
    event.dataTransfer.effectAllowed = 'move'
    event.dataTransfer.setData('text/plain', dragged)
  }

  function over(event: DragEvent): void {
    const row = rowAt(event.target)
    if (dragged === undefined || !row) return
    event.preventDefault()
    const { top, height } = row.getBoundingClientRect()
    const edge = event.clientY < top + height / 2 ? 'before' : 'after'
    const id = row.dataset['run'] as Id
    target.value = id === dragged ? undefined : { id, edge }
  }

  function end(): void {
    dragged = undefined
    target.value = undefined
  }

  function drop(event: DragEvent): void {
    if (dragged === undefined) return
    event.preventDefault()
    if (target.value) dropped(dragged, target.value.id, target.value.edge)
    end()
  }

  return { target, start, over, drop, end }
}
