import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { RunId } from '../../electron/contract/entities.ts'
import type { ImageOrder } from '../../electron/contract/evaluations.ts'
import { useClient } from '../client/use-client.ts'
import {
  galleryImages,
  type GalleryImage,
  type ImageChoice,
  type ImagePart,
} from '../lib/evaluation/gallery-image.ts'
import { messageOf } from '../lib/failure.ts'
import type { Evaluated } from './evaluation.ts'

/** Which images, of what, and in which order. */
export interface GalleryAsked extends Evaluated {
  readonly choice: ImageChoice
  readonly order: ImageOrder
  /** Those that the hardest images are looked for in. */
  readonly runs: readonly RunId[]
  /** Names of the classes. */
  readonly classes: readonly string[]
}

export type GalleryState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'failed'; readonly message: string }
  | {
      readonly kind: 'known'
      readonly total: number
      readonly rows: number
      readonly columns: number
      readonly images: readonly GalleryImage[]
    }

/** Images asked for at a time. */
const pageSize = 60

/** The images beside a matrix or board, more of them as people scroll. */
export const useGallery = defineStore('gallery', () => {
  const client = useClient()
  const state = shallowRef<GalleryState>({ kind: 'waiting' })
  const asked = shallowRef<GalleryAsked>()
  /** The question on its way; an answer to an earlier one is out of date. */
  let latest: symbol | undefined

  async function partFrom(question: GalleryAsked, from: number): Promise<ImagePart> {
    const { a, b, set, choice, order, runs } = question
    const page = { from, most: pageSize }
    switch (choice.kind) {
      case 'cell': {
        const cell = { true: choice.row, predicted: choice.column, which: 'all' } as const
        const chosen = { ...a, set, ...cell, order, ...page }
        return { kind: 'evaluated', page: await client.ask('evaluations.images', chosen) }
      }
      case 'wrong': {
        const chosen = { ...a, set, order, ...page }
        return { kind: 'evaluated', page: await client.ask('evaluations.images', chosen) }
      }
      case 'hardest': {
        const hard = { ids: [...runs], set, every: choice.isForEvery, ...page }
        return { kind: 'hard', page: await client.ask('evaluations.hardest', hard) }
      }
      case 'pile': {
        const pile = { a, b: b ?? a, set, pile: choice.pile, ...page }
        return { kind: 'board', page: await client.ask('evaluations.pile', pile) }
      }
    }
  }

  async function load(question: GalleryAsked, before: readonly GalleryImage[]): Promise<void> {
    const token = Symbol(question.set)
    latest = token
    let next: GalleryState
    try {
      const part = await partFrom(question, before.length)
      const { total, rows, columns } = part.page
      const images = [...before, ...galleryImages(part, question.classes)]
      next = { kind: 'known', total, rows, columns, images }
    } catch (error) {
      next = { kind: 'failed', message: messageOf(error) }
    }
    if (latest !== token) return
    latest = undefined
    state.value = next
  }

  function show(question: GalleryAsked): void {
    asked.value = question
    state.value = { kind: 'waiting' }
    void load(question, [])
  }

  /** The next images, unless all are there or some are on their way. */
  function more(): void {
    const known = state.value
    if (!asked.value || latest || known.kind !== 'known') return
    if (known.images.length < known.total) void load(asked.value, known.images)
  }

  return {
    state,
    asked,
    show,
    more,
    again: () => {
      if (asked.value) show(asked.value)
    },
  }
})
