import * as v from 'valibot'
import type { Dataset } from './datasets.ts'
import { RunId } from './entities.ts'
import {
  DigitLabel,
  DrawingNumbers,
  MixTimes,
  NewDrawing,
  mostDrawings,
  mostImportedCharacters,
  type HandwritingScore,
  type KeptDrawing,
} from './handwriting.ts'
import { takes } from './takes.ts'
import { DatasetId } from './train-config.ts'

const aRun = v.strictObject({ id: RunId })

/** What may be asked of the drawings of *my handwriting*. */
export const handwritingCalls = {
  'handwriting.count': takes(v.strictObject({})).returns<{ readonly count: number }>(),
  /** In the order in which they were kept. */
  'handwriting.list': takes(v.strictObject({})).returns<readonly KeptDrawing[]>(),
  /** Adds drawings, all or none, each with its true label; all runs are then scored on them. */
  'handwriting.keep': takes(
    v.strictObject({ drawings: v.pipe(v.array(NewDrawing), v.maxLength(mostDrawings)) }),
  ).returns<readonly KeptDrawing[]>(),
  'handwriting.relabel': takes(
    v.strictObject({ numbers: DrawingNumbers, label: DigitLabel }),
  ).returns<void>(),
  /** For good. */
  'handwriting.delete': takes(v.strictObject({ numbers: DrawingNumbers })).returns<void>(),
  /** One line of JSON a drawing, as `handwriting.import` takes it. */
  'handwriting.export': takes(v.strictObject({})).returns<{ readonly lines: string }>(),
  /** Adds the drawings of such lines, all or none; a line that is none is refused by its number. */
  'handwriting.import': takes(
    v.strictObject({
      lines: v.pipe(
        v.string(),
        v.maxLength(mostImportedCharacters, 'Lines have at most 64 million characters'),
      ),
    }),
  ).returns<{ readonly added: number; readonly numbers: readonly number[] }>(),
  /** How each checkpoint of a run reads them, in order of epochs. */
  'handwriting.scores':
    takes(aRun).returns<readonly (HandwritingScore & { readonly epoch: number })[]>(),
  /** What the checkpoint that a run is scored by reads each drawing as, in the order of their numbers. */
  'handwriting.readings':
    takes(aRun).returns<readonly { readonly number: number; readonly digit: number }[]>(),
  /** Resolves once every run is scored on the drawings as they are; how many runs have a score. */
  'handwriting.settle': takes(v.strictObject({})).returns<{ readonly runs: number }>(),
  /** A data set with the drawings, each so many times, among the training images of another; the same again where it is there already. */
  'handwriting.mix': takes(
    v.strictObject({
      data: v.optional(DatasetId, 'mnist'),
      times: v.optional(MixTimes, 10),
    }),
  ).returns<Dataset>(),
}
