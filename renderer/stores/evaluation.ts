import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { RunId } from '../../electron/contract/entities.ts'
import type {
  BoardImage,
  ErrorBoard,
  ErrorPile,
  EvaluatedSet,
  EvaluationProgress,
} from '../../electron/contract/evaluations.ts'
import { useClient } from '../client/use-client.ts'
import { useInquiry } from '../inquiry.ts'

/** A checkpoint; without an epoch the one a run ended with or has come to. */
export interface CheckpointAsked {
  readonly id: RunId
  readonly epoch?: number
}

/** What the page is about: one checkpoint on a set, or two. */
export interface Evaluated {
  readonly a: CheckpointAsked
  readonly b: CheckpointAsked | null
  readonly set: EvaluatedSet
}

/** A pile of a board, with those of its images that lie on top. */
export interface PileTop {
  readonly pile: ErrorPile
  readonly rows: number
  readonly columns: number
  readonly images: readonly BoardImage[]
}

export interface Board extends ErrorBoard {
  readonly piles: readonly PileTop[]
}

const topImages = 12

/** What was found of the checkpoints and the set that the evaluation page shows. */
export const useEvaluation = defineStore('evaluation', () => {
  const client = useClient()
  const asked = shallowRef<Evaluated>()
  const progress = shallowRef<EvaluationProgress | null>(null)
  client.on('evaluation.progress', (next) => {
    progress.value = next
  })

  const evaluation = useInquiry(({ a, set }: Evaluated) =>
    client.ask('evaluations.show', { ...a, set }),
  )

  const topOf = async ({ a, b, set }: Evaluated & { b: CheckpointAsked }, pile: ErrorPile) => {
    const question = { a, b, set, pile, most: topImages }
    const { rows, columns, images } = await client.ask('evaluations.pile', question)
    return { pile, rows, columns, images }
  }
  const board = useInquiry(async (question: Evaluated & { b: CheckpointAsked }): Promise<Board> => {
    const { a, b, set } = question
    const counts = await client.ask('evaluations.board', { a, b, set })
    const piles = [
      await topOf(question, 'fixed'),
      await topOf(question, 'broken'),
      await topOf(question, 'both-wrong'),
    ]
    return { ...counts, piles }
  })

  /** Asks anew; what was found of something else is forgotten. */
  function show(next: Evaluated): void {
    const isSame = JSON.stringify(next) === JSON.stringify(asked.value)
    asked.value = next
    progress.value = null
    if (!isSame) {
      evaluation.reset('waiting')
      board.reset('waiting')
    }
    evaluation.put(next)
    if (next.b) board.put({ ...next, b: next.b })
  }

  client.on('handwriting.changed', () => {
    if (asked.value?.set === 'handwriting') show(asked.value)
  })

  return {
    asked,
    evaluation: evaluation.state,
    board: board.state,
    /** How far the evaluation under way is, once it takes longer than a moment. */
    progress: computed(() => (progress.value?.set === asked.value?.set ? progress.value : null)),
    show,
    again: () => {
      if (asked.value) show(asked.value)
    },
  }
})
