import * as v from 'valibot'
import { exportFormats, ModelChoice } from '../../../electron/contract/exports.ts'
import type { RunDetail } from '../../../electron/contract/entities.ts'
import { t } from '../translate.ts'

/** In which form runs leave: as a model file, or whole. */
export const outputFormats = [...exportFormats, 'bundle'] as const
export type OutputFormat = (typeof outputFormats)[number]

/** What is remembered of an export for the next one, of whichever run. */
const ExportChoice = v.object({
  format: v.picklist(outputFormats),
  pixels: ModelChoice.entries.pixels,
  answer: ModelChoice.entries.answer,
  checkpoint: v.optional(v.picklist(['last', 'best']), 'last'),
})
export type ExportChoice = v.InferOutput<typeof ExportChoice>

const first: ExportChoice = {
  format: 'keras',
  pixels: 'unit',
  answer: 'probabilities',
  checkpoint: 'last',
}

/** What was remembered as text, or the first choice where that makes no sense. */
export function storedChoice(text: string | null): ExportChoice {
  if (text === null) return first
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), ExportChoice), text)
  return parsed.success ? parsed.output : first
}

/** `last` and `best` hold for any run, an epoch for one. */
export type CheckpointChoice = 'last' | 'best' | number

export interface CheckpointOption {
  readonly value: CheckpointChoice
  readonly label: string
}

type Checkpoints = Pick<RunDetail, 'checkpoints' | 'best' | 'weightsSha256'>

/** The checkpoints of a run that can be exported: what it ended with, the best one, and each epoch, newest first. */
export function checkpointOptions({
  checkpoints,
  best,
  weightsSha256,
}: Checkpoints): readonly CheckpointOption[] {
  const epochs = [...new Set(checkpoints.map(({ epoch }) => epoch))].sort((a, b) => b - a)
  const ended = checkpoints.find(({ sha256 }) => sha256 === weightsSha256)?.epoch
  const hasBest = best !== null && epochs.includes(best.epoch)
  return [
    {
      value: 'last',
      label: ended ? t('export.lastEpoch', { epoch: ended }) : t('export.last'),
    },
    ...(hasBest
      ? [{ value: 'best' as const, label: t('export.bestEpoch', { epoch: best.epoch }) }]
      : []),
    ...epochs
      .filter((epoch) => epoch > 0)
      .map((epoch) => ({ value: epoch, label: t('export.epoch', { epoch }) })),
  ]
}

/** What is wanted, or what the run ended with where it has no such checkpoint. */
export const checkpointMeant = (
  options: readonly CheckpointOption[],
  wanted: CheckpointChoice,
): CheckpointChoice => (options.some(({ value }) => value === wanted) ? wanted : 'last')
