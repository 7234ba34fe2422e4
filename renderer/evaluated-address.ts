import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Run, RunId } from '../electron/contract/entities.ts'
import type { EvaluatedSet } from '../electron/contract/evaluations.ts'
import { runsAlike, setOf } from './lib/evaluation/evaluated-sets.ts'
import { epochOf, readableRuns } from './lib/readers.ts'
import { useRuns } from './stores/runs.ts'
import type { CheckpointAsked, Evaluated } from './stores/evaluation.ts'

/** What an address can say; what is undefined is left out of it. */
interface Address {
  readonly id: RunId
  readonly epoch: number | undefined
  readonly set: EvaluatedSet
  /** The run that it is compared with, and its epoch. */
  readonly with: RunId | undefined
  readonly withEpoch: number | undefined
}

const checkpoint = (run: Run, epoch: number | undefined): CheckpointAsked =>
  epoch === undefined ? { id: run.id } : { id: run.id, epoch }

/** What the address of the evaluation page asks for, and the way to another; a reload or a link shows the same. */
export function useEvaluatedAddress() {
  const route = useRoute()
  const router = useRouter()
  const store = useRuns()

  const runs = computed(() => readableRuns(store.runs))
  const wanted = computed(() => route.params['id'] || undefined)
  /** The run of the address, or else the newest that can read. */
  const run = computed(() => runs.value.find(({ id }) => id === wanted.value) ?? runs.value[0])
  const isOther = computed(() => wanted.value !== undefined && run.value?.id !== wanted.value)
  const set = computed(() => setOf(route.query['set']))
  /** Those that read the same images, the run itself first. */
  const alike = computed(() => {
    const first = run.value
    if (!first) return []
    const others = runsAlike(first, runs.value, set.value).filter(({ id }) => id !== first.id)
    return [first, ...others].slice(0, 50)
  })
  const other = computed(() =>
    alike.value.find(({ id }) => id === route.query['with'] && id !== run.value?.id),
  )
  const epoch = computed(() => (isOther.value ? undefined : epochOf(route.query['epoch'])))
  const otherEpoch = computed(() => epochOf(route.query['withEpoch']))

  const asked = computed<Evaluated | undefined>(() => {
    if (!run.value) return undefined
    const b = other.value ? checkpoint(other.value, otherEpoch.value) : null
    return { a: checkpoint(run.value, epoch.value), b, set: set.value }
  })

  /** Goes where the address differs in these. */
  function go(changes: Partial<Address>): Promise<unknown> {
    const id = changes.id ?? run.value?.id
    const now = {
      epoch: epoch.value,
      set: set.value === 'test' ? undefined : set.value,
      with: other.value?.id,
      withEpoch: otherEpoch.value,
    }
    const query = Object.entries({ ...now, ...changes, id: undefined }).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, String(value)]],
    )
    return router.replace({
      name: 'evaluate',
      params: { id },
      query: Object.fromEntries(query) as Record<string, string>,
    })
  }

  return { runs, run, isOther, set, alike, other, asked, go }
}
