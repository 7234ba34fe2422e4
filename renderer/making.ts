import { computed, shallowRef, type Ref } from 'vue'
import { useRouter } from 'vue-router'
import { isRandom } from '../electron/contract/sweep-axis.ts'
import type { TrainingData } from './lib/reference.ts'
import type { RunForm } from './lib/run-form.ts'
import { axesIn, plainSweep, readMaking, type SweepForm } from './lib/sweep-form.ts'
import { useRuns } from './stores/runs.ts'
import { useSweeps } from './stores/sweeps.ts'
import { useSweepPlan } from './sweep-plan.ts'

/** What a form makes for a data set, with its plan, and the act that makes it. */
export function useMaking(
  form: Readonly<Ref<RunForm>>,
  data: Readonly<Ref<TrainingData | undefined>>,
) {
  const router = useRouter()
  const runs = useRuns()
  const sweeps = useSweeps()

  const sweepForm = shallowRef<SweepForm>(plainSweep)
  const making = computed(() => readMaking(form.value, sweepForm.value, data.value))
  const axes = computed(() => axesIn(form.value).axes)
  const start = computed(() => ('start' in making.value ? making.value.start : undefined))
  const spec = computed(() => ('spec' in making.value ? making.value.spec : undefined))

  /** Makes what the form says and shows it; false where it says nothing that can be made. */
  async function make(): Promise<boolean> {
    const made = making.value
    if (made.kind === 'nothing') return false
    if (made.kind === 'sweep') {
      const id = await sweeps.start(made.spec)
      await router.push({ name: 'sweep', params: { id } })
      return true
    }
    const id = await runs.start(made.start, made.kind === 'repeats' ? made.repeats : 1)
    await router.push({ name: 'run', params: { id } })
    return true
  }

  return {
    sweepForm,
    making,
    axes,
    isSearch: computed(() => isRandom({ axes: axes.value })),
    start,
    spec,
    config: computed(() => start.value?.config ?? spec.value?.config),
    plan: useSweepPlan(spec),
    sweepErrors: computed(() => (making.value.kind === 'nothing' ? making.value.sweepErrors : {})),
    make,
  }
}
