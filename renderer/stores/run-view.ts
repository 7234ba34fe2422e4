import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { RunId } from '../../electron/contract/entities.ts'
import { between, isFound, newestFirst, orderOf, sortAfterClick } from '../lib/run-table.ts'
import { useRuns } from './runs.ts'

/** Newest runs that charts draw until someone says otherwise. */
const shownAtFirst = 5

/** How people look at the list: search, order, selection, and the runs shown in charts. */
export const useRunView = defineStore('run-view', () => {
  const store = useRuns()
  const search = shallowRef('')
  const sort = shallowRef(newestFirst)
  const order = shallowRef<readonly RunId[]>([])
  const selected = shallowRef<ReadonlySet<RunId>>(new Set())
  const current = shallowRef<RunId>()
  const choices = shallowRef<ReadonlyMap<RunId, boolean>>(new Map())

  // New numbers move no row: the order is made anew only when runs come and go, or the sort changes.
  const known = computed(() => store.runs.map(({ id }) => id).join())
  watch(
    [known, sort],
    () => {
      order.value = orderOf(store.runs, sort.value)
      const ids = new Set(order.value)
      selected.value = new Set([...selected.value].filter((id) => ids.has(id)))
    },
    { immediate: true },
  )

  const rows = computed(() => {
    const byId = new Map(store.runs.map((run) => [run.id, run]))
    return order.value
      .map((id) => byId.get(id))
      .filter((run) => run !== undefined)
      .filter((run) => isFound(run, search.value))
  })

  const withCurve = computed(() => store.runs.filter((run) => run.startedAt !== null))
  const shown = computed(() => {
    const first = new Set(withCurve.value.slice(0, shownAtFirst).map(({ id }) => id))
    return withCurve.value
      .map(({ id }) => id)
      .filter((id) => choices.value.get(id) ?? first.has(id))
  })

  const sortBy = (column: string) => {
    sort.value = sortAfterClick(sort.value, column)
  }

  const toggleShown = (id: RunId) => {
    choices.value = new Map([...choices.value, [id, !shown.value.includes(id)]])
  }

  const showOnly = (id: RunId) => {
    choices.value = new Map(store.runs.map((run) => [run.id, run.id === id]))
  }

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

  /** Selects from the row chosen last to another one, both included. */
  const extendTo = (id: RunId) => {
    const ids = rows.value.map((run) => run.id)
    select(between(ids, anchor ?? current.value ?? id, id), true)
  }

  const selectAll = (isSelected: boolean) => {
    select(
      rows.value.map(({ id }) => id),
      isSelected,
    )
  }

  const clearSelection = () => {
    selected.value = new Set()
  }

  return {
    search,
    sort,
    rows,
    selected,
    current,
    shown,
    sortBy,
    toggleShown,
    showOnly,
    toggleSelected,
    extendTo,
    selectAll,
    clearSelection,
  }
})
