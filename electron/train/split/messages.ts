import type { MessagePort } from 'node:worker_threads'
import type { BackendConfig, StepSettings } from '../backend.ts'
import type { ImageMemory } from './image-memory.ts'
import type { Units } from './units.ts'

/** What all threads do at the same time, each for its part. */
export type Task =
  | ({ readonly kind: 'step'; readonly images: number } & StepSettings)
  /** Where it is watched, the outputs of the hidden layer are the answer. */
  | { readonly kind: 'measure' | 'watched' | 'logits' | 'inspect'; readonly images: number }
  | { readonly kind: 'weights' | 'slots' | 'dispose' }
  /** There is a message to be read. */
  | { readonly kind: 'read' }

/** To the thread of a part. */
export type ToPart =
  | { readonly kind: 'images'; readonly memory: ImageMemory }
  | {
      readonly kind: 'make'
      /** Of the part. */
      readonly config: BackendConfig
      readonly units: Units
      readonly weights: Uint8Array
      readonly slots: Uint8Array | undefined
    }

/** From the thread of a part, after each task but those whose result is that of the first part alone. */
export type FromPart =
  | { readonly kind: 'answer'; readonly lists: readonly Float32Array<ArrayBuffer>[] }
  /** The reason is null where it is that of another part. */
  | { readonly kind: 'failed'; readonly reason: string | null }

/** What the thread of a part begins with. */
export interface PartData {
  /** Counted from 0; the first is the trainer's own. */
  readonly part: number
  readonly parts: number
  /** File of a binding that no other thread has loaded. */
  readonly addon: string
  readonly meeting: SharedArrayBuffer
  readonly port: MessagePort
}
