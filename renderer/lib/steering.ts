import * as v from 'valibot'
import { calls } from '../../electron/contract/calls.ts'
import { isLive, type Run } from '../../electron/contract/entities.ts'
import { type Checkpoint, type Epoch } from '../../electron/contract/training.ts'
import { numberOf } from './run-form.ts'

/** True while epochs can be added to a run, or its learning rate changed. */
export const canSteer = (run: Run): boolean =>
  (run.canResume || run.status === 'running') && run.status !== 'diverged' && run.deletedAt === null

/** True where nothing is left to do: all steps are taken, or patience has ended the run. */
const isDone = ({ status, config, progress }: Run): boolean =>
  status === 'completed' && (config.patience > 0 || progress.step >= progress.steps)

/** True for a run at rest that can go on exactly from where it was. */
export const canGoOn = (run: Run): boolean => !isLive(run) && canSteer(run) && !isDone(run)

export type Typed =
  { readonly ok: true; readonly value: number } | { readonly ok: false; readonly message: string }

function read(schema: v.GenericSchema<number>, text: string): Typed {
  const parsed = v.safeParse(schema, numberOf(text))
  if (parsed.success) return { ok: true, value: parsed.output }
  return { ok: false, message: parsed.issues[0].message }
}

/** Epochs to add, as people type them. */
export const readEpochs = (text: string): Typed =>
  read(calls['runs.extend'].input.entries.epochs, text)

/** A learning rate, as people type it. */
export const readRate = (text: string): Typed =>
  read(calls['runs.setLearningRate'].input.entries.learningRate, text)

/** The rate that the schedule builds on now. */
export const baseRate = ({ rateChanges, config }: Run): number =>
  rateChanges.at(-1)?.learningRate ?? config.learningRate

/** The first epoch with the least error. */
function bestEpoch(epochs: readonly Epoch[], errorOf: (epoch: Epoch) => number | undefined) {
  const best = epochs.reduce<Epoch | undefined>(
    (least, epoch) =>
      (errorOf(epoch) ?? Infinity) < ((least && errorOf(least)) ?? Infinity) ? epoch : least,
    undefined,
  )
  return best?.epoch
}

/** The checkpoints that nothing needs: not the best, not the last, and not to go on from. */
export function prunable(
  checkpoints: readonly Checkpoint[],
  epochs: readonly Epoch[],
): readonly Checkpoint[] {
  const best = new Set([
    bestEpoch(epochs, ({ test }) => test.error),
    bestEpoch(epochs, ({ validation }) => validation?.error),
  ])
  return checkpoints.filter(
    ({ epoch, canResume }, index) =>
      !canResume && !best.has(epoch) && index < checkpoints.length - 1,
  )
}
