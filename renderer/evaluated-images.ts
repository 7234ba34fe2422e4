import { computed, shallowRef, watch, type Ref } from 'vue'
import type { Run } from '../electron/contract/entities.ts'
import type { ErrorPile, Evaluation, ImageOrder } from '../electron/contract/evaluations.ts'
import { choiceOf } from './lib/evaluation/choice-words.ts'
import type { ImageChoice } from './lib/evaluation/gallery-image.ts'
import type { Evaluated } from './stores/evaluation.ts'
import { useGallery } from './stores/gallery.ts'
import { useImageAnswers } from './stores/image-answers.ts'

interface EvaluatedImages {
  readonly asked: Readonly<Ref<Evaluated | undefined>>
  /** Those that read the same images, the run that is asked for first. */
  readonly alike: Readonly<Ref<readonly Run[]>>
  readonly evaluation: Readonly<Ref<Evaluation | undefined>>
}

/** Which images of an evaluation are looked at, and which of them is opened; asks for both as they change. */
export function useEvaluatedImages({ asked, alike, evaluation }: EvaluatedImages) {
  const gallery = useGallery()
  const detail = useImageAnswers()
  const order = shallowRef<ImageOrder>('surest')
  const picked = shallowRef<ImageChoice | null>(null)
  const opened = shallowRef<number | null>(null)

  const pile = computed<ErrorPile>(() =>
    picked.value?.kind === 'pile' ? picked.value.pile : 'fixed',
  )
  const choice = computed<ImageChoice | undefined>(() => {
    if (asked.value?.b) return { kind: 'pile', pile: pile.value }
    return evaluation.value && choiceOf(picked.value, evaluation.value)
  })
  const cell = computed(() => (choice.value?.kind === 'cell' ? choice.value : undefined))
  const ids = computed(() => alike.value.map(({ id }) => id))

  function choose(next: ImageChoice): void {
    picked.value = next
    opened.value = null
  }

  function openFrom(of: ErrorPile, index: number): void {
    picked.value = { kind: 'pile', pile: of }
    opened.value = index
  }

  /** What the images are asked for by; the choice alone where the evaluation stays. */
  const images = computed(() => {
    if (!asked.value || !choice.value || !evaluation.value) return undefined
    const { classes } = evaluation.value
    return { ...asked.value, choice: choice.value, order: order.value, runs: ids.value, classes }
  })
  watch(
    () => [JSON.stringify(images.value), evaluation.value?.madeAt],
    () => {
      if (images.value) gallery.show(images.value)
    },
    { immediate: true },
  )
  watch(
    () => JSON.stringify(asked.value),
    () => {
      opened.value = null
    },
  )
  watch(opened, (index) => {
    if (index === null || !asked.value) return
    const { a, set } = asked.value
    detail.look({ ids: ids.value, set, index, ...(a.epoch !== undefined && { epoch: a.epoch }) })
  })

  return { order, choice, cell, pile, opened, choose, openFrom }
}
