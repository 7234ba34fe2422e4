import { computed, shallowRef, type Ref } from 'vue'
import type { Run, RunId } from '../../electron/contract/entities.ts'

/** Newest runs that charts draw until someone says otherwise. */
const shownAtFirst = 5

/** Which runs charts draw. */
export function createShownRuns(runs: Readonly<Ref<readonly Run[]>>) {
  const choices = shallowRef<ReadonlyMap<RunId, boolean>>(new Map())
  const withCurve = computed(() => runs.value.filter((run) => run.startedAt !== null))
  const shown = computed(() => {
    const first = new Set(withCurve.value.slice(0, shownAtFirst).map(({ id }) => id))
    return withCurve.value
      .map(({ id }) => id)
      .filter((id) => choices.value.get(id) ?? first.has(id))
  })

  const toggleShown = (id: RunId) => {
    choices.value = new Map([...choices.value, [id, !shown.value.includes(id)]])
  }

  const showOnly = (ids: readonly RunId[]) => {
    const wanted = new Set(ids)
    choices.value = new Map(runs.value.map(({ id }) => [id, wanted.has(id)]))
  }

  return { shown, toggleShown, showOnly }
}
