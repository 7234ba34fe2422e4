import * as v from 'valibot'
import { Budget, SweepSpec, type Sweep, type SweepDetail, type SweepPlan } from './sweeps.ts'
import type { RunId } from './entities.ts'
import { GroupId } from './groups.ts'
import { takes } from './takes.ts'

const aSweep = v.strictObject({ id: GroupId })

export const sweepCalls = {
  /** What a sweep would make, how long it would take and what it would keep; nothing is made. */
  'sweeps.plan': takes(SweepSpec).returns<SweepPlan>(),
  /** Plans its trials into the queue: all of them or, where its time decides, the first. */
  'sweeps.start': takes(SweepSpec).returns<{ readonly id: GroupId }>(),
  /** Those with a run outside the bin, newest first. */
  'sweeps.list': takes(v.strictObject({})).returns<readonly Sweep[]>(),
  /** By id, unique prefix of an id, name, or `last`. */
  'sweeps.find': takes(
    v.strictObject({ sweep: v.pipe(v.string(), v.minLength(1)) }),
  ).returns<Sweep>(),
  'sweeps.show': takes(aSweep).returns<SweepDetail>(),
  /** Pauses its trials that train and takes those that wait out of the queue, until it is resumed. */
  'sweeps.pause': takes(aSweep).returns<void>(),
  /** Lets a paused or stopped sweep go on with all that it has not ended itself. */
  'sweeps.resume': takes(aSweep).returns<void>(),
  /** Ends its trials that wait or train and keeps what was finished. */
  'sweeps.stop': takes(aSweep).returns<void>(),
  /** Adds to the budget of a random search, in what it was given in. */
  'sweeps.extend': takes(v.strictObject({ id: GroupId, by: Budget })).returns<void>(),
  /** Stops it and moves all of its trials to the bin, from where `runs.restore` brings them back; returns them. */
  'sweeps.delete': takes(aSweep).returns<{ readonly ids: readonly RunId[] }>(),
}
