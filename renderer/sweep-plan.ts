import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import type { SweepPlan, SweepSpec } from '../electron/contract/sweeps.ts'
import { messageOf } from './lib/failure.ts'
import { useSweeps } from './stores/sweeps.ts'

/** People type on; the core is asked once they pause. */
const pauseMs = 250

export type PlanState =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'known'; readonly plan: SweepPlan }
  | { readonly kind: 'failed'; readonly message: string }

/** What a sweep would be, asked for anew whenever it is another. */
export function useSweepPlan(spec: Readonly<Ref<SweepSpec | undefined>>): Readonly<Ref<PlanState>> {
  const sweeps = useSweeps()
  const state = shallowRef<PlanState>({ kind: 'none' })
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0

  async function ask(wanted: SweepSpec): Promise<void> {
    const number = ++asked
    const found = await sweeps
      .plan(wanted)
      .then((plan): PlanState => ({ kind: 'known', plan }))
      .catch((error: unknown): PlanState => ({ kind: 'failed', message: messageOf(error) }))
    if (number === asked) state.value = found
  }

  watch(
    () => JSON.stringify(spec.value),
    () => {
      clearTimeout(timer)
      asked += 1
      const wanted = spec.value
      if (!wanted) {
        state.value = { kind: 'none' }
        return
      }
      if (state.value.kind !== 'known') state.value = { kind: 'loading' }
      timer = setTimeout(() => void ask(wanted), pauseMs)
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    clearTimeout(timer)
    asked += 1
  })
  return state
}
