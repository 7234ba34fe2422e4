import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { RunId } from '../../electron/contract/entities.ts'
import { parseFilter, type ParsedFilter } from '../../electron/contract/run-filter.ts'
import type { RunPlace, RunsView } from '../../electron/contract/run-list.ts'
import { readablePart } from '../lib/filter-clauses.ts'
import { firstView, sortAfterClick, type ListColumn } from '../lib/list-columns.ts'
import {
  grouped,
  hasSameStates,
  isSameCast,
  linesOf,
  ordered,
  type RunGroup,
} from '../lib/list-groups.ts'
import { storedView } from '../lib/stored-view.ts'
import { useRuns } from './runs.ts'
import { createSelection } from './selection.ts'
import { createShownRuns } from './shown-runs.ts'

/** How people look at the runs of one place. */
const viewOf = (place: RunPlace) =>
  defineStore(`run-view-${place}`, () => {
    const key = `runs-view-${place}`
    const store = useRuns()
    const runs = computed(() => store.inPlace(place))
    const view = shallowRef<RunsView>(storedView(localStorage.getItem(key)))
    /** Name of the saved view that was chosen last. */
    const viewName = shallowRef('')
    const current = shallowRef<string>()
    const closed = shallowRef<ReadonlySet<string>>(new Set())
    const isPointed = shallowRef(false)
    const isBusy = shallowRef(false)
    /** While a pointer, a menu or a field rests on a row, runs that begin or end change no order. */
    const isHeld = computed(() => isPointed.value || isBusy.value)

    const set = (change: Partial<RunsView>) => {
      view.value = { ...view.value, ...change }
      localStorage.setItem(key, JSON.stringify(view.value))
    }
    const choose = (name: string, chosen: RunsView) => {
      viewName.value = name
      set(chosen)
    }
    const search = computed({
      get: () => view.value.filter,
      set: (filter: string) => {
        set({ filter: filter.slice(0, 1000) })
      },
    })

    const parsed = shallowRef<ParsedFilter>(parseFilter(view.value.filter, Date.now()))
    const filterError = computed(() => (parsed.value.ok ? null : parsed.value.error))
    const groups = shallowRef<readonly RunGroup[]>([])
    const inOrder = computed(() => groups.value.flatMap(({ ids }) => ids))
    const selection = createSelection(inOrder)

    /** True while the order waits for people to let go of the list. */
    let isStale = false
    let sorted = ordered(runs.value, view.value.sort)
    let matches = parsed.value.ok ? parsed.value.matches : () => true

    /** Of a filter that cannot be read yet the first conditions count or, where there are none, the one before. */
    function filter(): void {
      parsed.value = parseFilter(view.value.filter, Date.now())
      const part = parsed.value.ok ? view.value.filter : readablePart(view.value.filter)
      const read = part === '' ? parsed.value : parseFilter(part, Date.now())
      if (read.ok) matches = read.matches
      groups.value = grouped(sorted.filter(matches), view.value.groupBy)
    }
    function arrange(): void {
      isStale = false
      sorted = ordered(runs.value, view.value.sort)
      selection.keepAmong(new Set(sorted.map(({ id }) => id)))
      filter()
    }
    // New numbers move no row: the order is made anew when runs come, go, begin or end.
    watch(runs, (now, before) => {
      if (!isSameCast(now, before)) arrange()
      else if (!hasSameStates(now, before)) isStale = true
      if (isStale && !isHeld.value) arrange()
    })
    watch(isHeld, (held) => {
      if (!held && isStale) arrange()
    })
    watch(() => view.value.sort, arrange)
    watch(() => [view.value.filter, view.value.groupBy], filter)
    arrange()

    const lines = computed(() => linesOf(groups.value, closed.value))
    const rows = computed(() =>
      inOrder.value.map((id) => store.byId(id)).filter((run) => run !== undefined),
    )

    const toggleGroup = (name: string) => {
      closed.value = closed.value.has(name)
        ? new Set([...closed.value].filter((other) => other !== name))
        : new Set([...closed.value, name])
    }
    const sortBy = (column: ListColumn) => {
      set({ sort: sortAfterClick(view.value.sort, column) })
    }
    const extendTo = (id: RunId) => {
      const begin = inOrder.value.find((other) => other === current.value)
      selection.extendTo(id, begin)
    }

    return {
      place,
      runs,
      view,
      viewName,
      search,
      filterError,
      lines,
      rows,
      current,
      isPointed,
      isBusy,
      ...selection,
      ...createShownRuns(runs),
      extendTo,
      set,
      choose,
      reset: () => {
        choose('', { ...firstView, filter: view.value.filter })
      },
      sortBy,
      toggleGroup,
    }
  })

const stores = {
  active: viewOf('active'),
  archived: viewOf('archived'),
  deleted: viewOf('deleted'),
} satisfies Record<RunPlace, unknown>

/** How people look at a list: filter, columns, order, groups, selection, and the runs shown in charts. */
export const useRunView = (place: RunPlace = 'active') => stores[place]()
export type RunView = ReturnType<typeof useRunView>
