import * as v from 'valibot'
import { wholeNumber } from './train-config.ts'

/** Ten lower-case letters and digits; made once, never reused. */
export const GroupId = v.pipe(
  v.string(),
  v.regex(/^[0-9a-z]{10}$/, 'The id of a group has 10 lower-case letters and digits'),
  v.brand('GroupId'),
)
export type GroupId = v.InferOutput<typeof GroupId>

/** `repeat`: one configuration with several seeds. `sweep`: configurations that were planned together. */
export type GroupKind = 'repeat' | 'sweep'

/** `paused`: nothing of it begins until it goes on. `stopped`: it has ended before all of it was done. */
export const groupStates = ['running', 'paused', 'stopped', 'completed'] as const
export type GroupState = (typeof groupStates)[number]

/** The place of a run among those that were asked for together. */
export interface Membership {
  readonly id: GroupId
  readonly kind: GroupKind
  readonly name: string
  /** Counted from 1; no other run of the group ever has it. */
  readonly trial: number
}

/** How many seeds of one configuration. */
export const Repeats = wholeNumber('Repeats', 1, 100)
