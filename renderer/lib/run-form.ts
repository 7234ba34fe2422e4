import * as v from 'valibot'
import { StartRun, type Run } from '../../electron/contract/entities.ts'
import { referenceConfig, type TrainConfig } from '../../electron/contract/train-config.ts'
import { formatCount, formatHidden, formatRate } from './format.ts'
import { allTrainImages } from './reference.ts'

/** The form as people type it. */
export interface RunForm {
  readonly name: string
  readonly note: string
  readonly hidden: string
  readonly activation: string
  readonly optimizer: string
  readonly learningRate: string
  readonly batch: string
  readonly epochs: string
  readonly seed: string
  readonly trainImages: string
}
export type FormField = keyof RunForm
export type ConfigField = Exclude<FormField, 'name' | 'note'>

/** A configuration as it stands in the form. */
export const formOf = (config: TrainConfig, name = '', note = ''): RunForm => ({
  name,
  note,
  hidden: formatHidden(config.hidden),
  activation: config.activation,
  optimizer: config.optimizer,
  learningRate: formatRate(config.learningRate),
  batch: String(config.batch),
  epochs: String(config.epochs),
  seed: String(config.seed),
  trainImages: formatCount(config.trainImages ?? allTrainImages),
})

export const referenceForm: RunForm = formOf(referenceConfig)

/** A number with or without thousands commas; anything else is not a number. */
function numberOf(text: string): number {
  const plain = text
    .trim()
    .replace(/^([1-9]\d{0,2})((?:,\d{3})+)$/, (whole) => whole.replaceAll(',', ''))
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN
}

/** `500`, `512-256`; empty or `none` is a network without hidden layers. */
function layersOf(text: string): readonly number[] {
  const plain = text.trim().toLowerCase()
  return plain === '' || plain === 'none' ? [] : plain.split('-').map(numberOf)
}

function configOf(form: RunForm) {
  const trainImages = numberOf(form.trainImages)
  return {
    dataset: 'mnist',
    hidden: layersOf(form.hidden),
    activation: form.activation,
    optimizer: form.optimizer,
    learningRate: numberOf(form.learningRate),
    batch: numberOf(form.batch),
    epochs: numberOf(form.epochs),
    seed: numberOf(form.seed),
    ...(trainImages === allTrainImages ? {} : { trainImages }),
  }
}

export type FormReading =
  | { readonly ok: true; readonly start: StartRun }
  | { readonly ok: false; readonly errors: Readonly<Partial<Record<FormField, string>>> }

/** The run that the form describes, or a sentence for each field that allows no run. */
export function readForm(form: RunForm): FormReading {
  const name = form.name.trim()
  const result = v.safeParse(StartRun, {
    config: configOf(form),
    note: form.note,
    ...(name === '' ? {} : { name }),
  })
  if (result.success) return { ok: true, start: result.output }
  const errors: Record<string, string> = {}
  for (const { path, message } of result.issues) {
    const keys = (path ?? []).map(({ key }) => String(key)).filter((key) => key !== 'config')
    errors[keys[0] ?? 'name'] ??= message
  }
  return { ok: false, errors }
}

/** True where a field does not say what the reference experiment does, however it is spelled. */
export function isFieldChanged(form: RunForm, field: ConfigField): boolean {
  const value = (config: Readonly<Record<string, unknown>>) => JSON.stringify(config[field])
  return value(configOf(form)) !== value(configOf(referenceForm))
}

/** Seconds that a run will take, as the newest finished run of the same work took them; else undefined. */
export function estimateSeconds(config: TrainConfig, runs: readonly Run[]): number | undefined {
  const work = (other: TrainConfig) =>
    JSON.stringify([
      other.hidden,
      other.batch,
      other.trainImages,
      other.optimizer,
      other.activation,
    ])
  const like = runs.find((run) => run.status === 'completed' && work(run.config) === work(config))
  return like && (like.seconds / like.config.epochs) * config.epochs
}
