import { shallowRef, type Ref } from 'vue'
import type { RunId } from '../../electron/contract/entities.ts'
import { between } from '../lib/list-groups.ts'

/** The runs of a list that are selected; `order` is that of the list. */
export function createSelection(order: Readonly<Ref<readonly RunId[]>>) {
  const selected = shallowRef<ReadonlySet<RunId>>(new Set())

  const select = (ids: readonly RunId[], isSelected: boolean) => {
    const change = new Set(ids)
    const others = [...selected.value].filter((id) => !change.has(id))
    selected.value = new Set(isSelected ? [...others, ...change] : others)
  }

  /** Where a selection over several rows begins. */
  let anchor: RunId | undefined

  const toggleSelected = (id: RunId) => {
    anchor = id
    select([id], !selected.value.has(id))
  }

  /** Selects from the row chosen last, or else from `begin`, to another one, both included. */
  const extendTo = (id: RunId, begin: RunId | undefined) => {
    select(between(order.value, anchor ?? begin ?? id, id), true)
  }

  const selectAll = (isSelected: boolean) => {
    select(order.value, isSelected)
  }

  const clearSelection = () => {
    anchor = undefined
    selected.value = new Set()
  }

  /** Runs that are gone are not selected. */
  const keepAmong = (ids: ReadonlySet<RunId>) => {
    selected.value = new Set([...selected.value].filter((id) => ids.has(id)))
  }

  return { selected, toggleSelected, extendTo, selectAll, clearSelection, keepAmong }
}
