import * as v from 'valibot'
import { misfit } from '../../electron/contract/datasets.ts'
import { StartRun } from '../../electron/contract/entities.ts'
import { hiddenText } from '../../electron/contract/setting-words.ts'
import { referenceConfig, type TrainConfig } from '../../electron/contract/train-config.ts'
import { formatCount, formatNumber } from './format.ts'
import { hasEffect, mnist, type Setting, type TrainingData } from './reference.ts'
import { t } from './translate.ts'

/** Settings that people can change in the form. */
export type ConfigField = Setting
export type FormField = ConfigField | 'name' | 'note'

/** The form as people type it. */
export type RunForm = { readonly [F in FormField]: string }

/** The fields in the order and groups in which they stand; `more` is folded while it is as in the reference. */
export const fieldGroups = {
  network: ['hidden', 'activation'],
  training: [
    'learningRate',
    'batch',
    'epochs',
    'optimizer',
    'schedule',
    'scheduleEvery',
    'scheduleFactor',
    'warmUp',
    'seed',
  ],
  regularisation: [
    'dropout',
    'weightDecay',
    'labelSmoothing',
    'validation',
    'patience',
    'keepBest',
  ],
  augmentation: ['affine', 'styles'],
  data: ['dataset', 'trainImages', 'normalisation'],
  more: ['firstWeights', 'momentum', 'beta1', 'beta2', 'decay', 'epsilon', 'recordEvery'],
} as const satisfies Readonly<Record<string, readonly ConfigField[]>>
export type FieldGroup = keyof typeof fieldGroups

const fields: readonly ConfigField[] = Object.values(fieldGroups).flat()

function textOf(config: TrainConfig, field: ConfigField, data: TrainingData): string {
  if (field === 'hidden') return hiddenText(config.hidden)
  if (field === 'trainImages') return formatCount(config.trainImages ?? data.train)
  const value = config[field]
  return typeof value === 'number' ? formatNumber(value) : String(value)
}

/** A configuration for a data set as it stands in the form. */
export function formOf(
  config: TrainConfig,
  data: TrainingData,
  { name = '', note = '' }: Partial<Pick<RunForm, 'name' | 'note'>> = {},
): RunForm {
  const texts = fields.map((field) => [field, textOf(config, field, data)] as const)
  return { ...(Object.fromEntries(texts) as Record<ConfigField, string>), name, note }
}

export const referenceForm: RunForm = formOf(referenceConfig, mnist)

/** The same form for another data set; one that uses all training images goes on to do so. */
export const withDataset = (form: RunForm, from: TrainingData, to: TrainingData): RunForm => ({
  ...form,
  dataset: to.id,
  trainImages: numberOf(form.trainImages) === from.train ? formatCount(to.train) : form.trainImages,
})

/** A number with or without thousands commas; anything else is not a number. */
export function numberOf(text: string): number {
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

function valueOf(form: RunForm, field: ConfigField, data: TrainingData): unknown {
  const text = form[field]
  if (field === 'hidden') return layersOf(text)
  if (field === 'keepBest') return text === 'true'
  if (field === 'trainImages') {
    const images = numberOf(text)
    return images === data.train ? undefined : images
  }
  return typeof referenceConfig[field] === 'number' ? numberOf(text) : text
}

/** What has no effect is as in the reference, whatever stands in a field that is not shown. */
const effectiveValue = (form: RunForm, field: ConfigField, data: TrainingData): unknown =>
  hasEffect(field, form) ? valueOf(form, field, data) : referenceConfig[field]

function configOf(form: RunForm, data: TrainingData): Readonly<Record<string, unknown>> {
  const values = fields.map((field) => [field, effectiveValue(form, field, data)] as const)
  return Object.fromEntries(values.filter(([, value]) => value !== undefined))
}

export type FormErrors = Readonly<Partial<Record<FormField, string>>>
export type FormReading =
  | { readonly ok: true; readonly start: StartRun }
  | { readonly ok: false; readonly errors: FormErrors }

/** The field at fault; a rule about several is said where it was broken. */
function fieldOf(path: readonly unknown[], form: RunForm): FormField {
  const [first, second] = path
  if (first !== 'config') return first as FormField
  if (second !== undefined) return second as FormField
  return numberOf(form.patience) !== 0 ? 'patience' : 'keepBest'
}

/** What belongs to its data set alone, which the schema does not know. */
function withMisfit(start: StartRun, data: TrainingData): FormReading {
  const found = misfit(start.config, data)
  return found ? { ok: false, errors: { [found.setting]: found.rule } } : { ok: true, start }
}

/**
 * The run that the form describes for its data set, or a sentence for each field that allows no run. Without data
 * there is no data set of that name.
 */
export function readForm(form: RunForm, data: TrainingData | undefined): FormReading {
  if (!data) return { ok: false, errors: { dataset: t('data.none', { name: form.dataset }) } }
  const name = form.name.trim()
  const result = v.safeParse(StartRun, {
    config: configOf(form, data),
    note: form.note,
    ...(name === '' ? {} : { name }),
  })
  if (result.success) return withMisfit(result.output, data)
  const errors: Partial<Record<FormField, string>> = {}
  for (const { path, message } of result.issues) {
    const keys = (path ?? []).map(({ key }) => key)
    errors[fieldOf(keys, form)] ??= message
  }
  return { ok: false, errors }
}

/** True where a field does not say what the reference experiment does, however it is spelled. */
export const isFieldChanged = (form: RunForm, field: ConfigField, data: TrainingData): boolean =>
  JSON.stringify(effectiveValue(form, field, data)) !==
  JSON.stringify(valueOf(referenceForm, field, mnist))

/** The fields of a group that have an effect, given what is chosen in others. */
export const shownFields = (group: FieldGroup, form: RunForm): readonly ConfigField[] =>
  fieldGroups[group].filter((field) => hasEffect(field, form))
