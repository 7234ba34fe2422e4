import { bytesFor, createCounters, type Counters } from './counters.ts'
import type { Task } from './messages.ts'

/** How far the threads have come, and what they are at. */
export interface Meeting {
  readonly counters: Counters
  /** Index of how many tasks there have been. */
  readonly told: number
  /** Index of how often a part has given its logits. */
  readonly given: (part: number) => number
  /** Index of how often a part has answered. */
  readonly answered: (part: number) => number
  readonly write: (task: Task) => void
  readonly read: () => Task
}

const taskKinds = [
  'read',
  'step',
  'measure',
  'watched',
  'logits',
  'inspect',
  'weights',
  'slots',
  'dispose',
] as const satisfies readonly Task['kind'][]

/** A task as numbers: kind, images, step and learning rate. */
const facts = 4

const counters = (parts: number) => 1 + 2 * parts

export const meetingMemory = (parts: number): SharedArrayBuffer =>
  new SharedArrayBuffer(bytesFor(counters(parts)) + facts * Float64Array.BYTES_PER_ELEMENT)

export function createMeeting(
  memory: SharedArrayBuffer,
  parts: number,
  options: { readonly mayWaitForEver: boolean },
): Meeting {
  const written = new Float64Array(memory, bytesFor(counters(parts)), facts)
  return {
    counters: createCounters(memory, options),
    told: 0,
    given: (part) => 1 + part,
    answered: (part) => 1 + parts + part,
    write: (task) => {
      written[0] = taskKinds.indexOf(task.kind)
      if ('images' in task) written[1] = task.images
      if (task.kind !== 'step') return
      written[2] = task.step
      written[3] = task.learningRate
    },
    read: () => {
      const [index = 0, images = 0, step = 0, learningRate = 0] = written
      // What a kind of task has no use for does no harm.
      return { kind: taskKinds[index] ?? 'read', images, step, learningRate }
    },
  }
}
