import * as v from 'valibot'
import type { StartRun } from '../../electron/contract/entities.ts'
import { Repeats } from '../../electron/contract/groups.ts'
import { readSettingText } from '../../electron/contract/sweep-text.ts'
import { isRandom, type Axis } from '../../electron/contract/sweep-axis.ts'
import { Budget, SweepSpec, type EarlyStop } from '../../electron/contract/sweeps.ts'
import type { TrainingData } from './reference.ts'
import {
  fieldGroups,
  numberOf,
  readForm,
  shownFields,
  type ConfigField,
  type FieldGroup,
  type FormErrors,
  type RunForm,
} from './run-form.ts'

/** What the form says beside the settings, as people type it. */
export interface SweepForm {
  readonly repeats: string
  readonly budget: Budget['kind']
  readonly amount: string
  readonly earlyStop: EarlyStop
  readonly searchSeed: string
}
export type SweepField = keyof SweepForm

export const plainSweep: SweepForm = {
  repeats: '1',
  budget: 'runs',
  amount: '20',
  earlyStop: 'none',
  searchSeed: '1',
}

export type SweepErrors = Readonly<Partial<Record<SweepField, string>>>

/** What a form makes: one run, one configuration with several seeds, a sweep, or nothing yet. */
export type Making =
  | { readonly kind: 'run'; readonly start: StartRun }
  /** `spec` is the same as a sweep over the seeds, which tells what it takes. */
  | {
      readonly kind: 'repeats'
      readonly start: StartRun
      readonly repeats: number
      readonly spec: SweepSpec
    }
  | { readonly kind: 'sweep'; readonly spec: SweepSpec }
  | { readonly kind: 'nothing'; readonly errors: FormErrors; readonly sweepErrors: SweepErrors }

interface Axes {
  readonly axes: readonly Axis[]
  readonly errors: FormErrors
  /** The form with the first value of each axis. */
  readonly base: RunForm
}

const shown = (form: RunForm): readonly ConfigField[] =>
  (Object.keys(fieldGroups) as FieldGroup[]).flatMap((group) => shownFields(group, form))

const firstOf = (text: string): string => (/^(.*?)(?:,|\.\.)/.exec(text)?.[1] ?? text).trim()

/** The fields with several values or a range. */
export function axesIn(form: RunForm): Axes {
  const errors: Partial<Record<ConfigField, string>> = {}
  const axes: Axis[] = []
  const first: Partial<Record<ConfigField, string>> = {}
  for (const field of shown(form)) {
    const read = readSettingText(field, form[field], { hasThousands: true })
    if (read.kind === 'single') continue
    first[field] = firstOf(form[field])
    if (read.kind === 'axis') axes.push(read.axis)
    else errors[field] = `${read.value}: ${read.rule}`
  }
  return { axes, errors, base: { ...form, ...first } }
}

const seedsFrom = (seed: number, repeats: number): Axis => ({
  kind: 'values',
  setting: 'seed',
  values: Array.from({ length: repeats }, (_, index) => (seed + index) % 2 ** 32),
})

const amountName = { runs: 'runs', minutes: 'minutes' } as const

function budgetIn({ budget, amount }: SweepForm) {
  return v.safeParse(Budget, { kind: budget, [amountName[budget]]: numberOf(amount) })
}

/** The rules that the fields of a sweep break, as far as they count. */
function sweepErrorsOf(form: SweepForm, isSearch: boolean): SweepErrors {
  const rule = (parsed: v.SafeParseResult<v.GenericSchema>) =>
    parsed.success ? undefined : parsed.issues[0].message
  const repeats = rule(v.safeParse(Repeats, numberOf(form.repeats)))
  const amount = isSearch ? rule(budgetIn(form)) : undefined
  const searchSeed = isSearch
    ? rule(v.safeParse(SweepSpec.entries.searchSeed, numberOf(form.searchSeed)))
    : undefined
  return {
    ...(repeats !== undefined && { repeats }),
    ...(amount !== undefined && { amount }),
    ...(searchSeed !== undefined && { searchSeed }),
  }
}

/** The sweep itself, or the rule that it breaks as a whole, said where it can be mended. */
function sweepOf(start: StartRun, axes: readonly Axis[], form: SweepForm): Making {
  const isSearch = isRandom({ axes })
  const budget = budgetIn(form)
  const parsed = v.safeParse(SweepSpec, {
    config: start.config,
    ...(start.name !== undefined && { name: start.name }),
    axes,
    budget: isSearch && budget.success ? budget.output : null,
    searchSeed: isSearch ? numberOf(form.searchSeed) : 1,
    earlyStop: form.earlyStop,
    repeats: numberOf(form.repeats),
  })
  if (parsed.success) return { kind: 'sweep', spec: parsed.output }
  const [{ message }] = parsed.issues
  const [first] = axes
  const errors = first && !isSearch ? { [first.setting]: message } : {}
  return { kind: 'nothing', errors, sweepErrors: isSearch ? { amount: message } : {} }
}

const repeated = (start: StartRun, repeats: number): Making => ({
  kind: 'repeats',
  start,
  repeats,
  spec: v.parse(SweepSpec, {
    config: start.config,
    axes: [seedsFrom(start.config.seed, repeats)],
  }),
})

/** What the form makes for a data set; without data there is no data set of that name. */
export function readMaking(
  form: RunForm,
  sweepForm: SweepForm,
  data: TrainingData | undefined,
): Making {
  const { axes, errors, base } = axesIn(form)
  const reading = readForm(base, data)
  const sweepErrors = sweepErrorsOf(sweepForm, isRandom({ axes }))
  const isFaulty = Object.keys(errors).length + Object.keys(sweepErrors).length > 0
  if (!reading.ok || isFaulty)
    return {
      kind: 'nothing',
      errors: { ...(reading.ok ? {} : reading.errors), ...errors },
      sweepErrors,
    }
  if (axes.length > 0) return sweepOf(reading.start, axes, sweepForm)
  const repeats = numberOf(sweepForm.repeats)
  return repeats === 1 ? { kind: 'run', start: reading.start } : repeated(reading.start, repeats)
}

/** How many values a field has; undefined for one, or a range. */
export function valueCount(field: ConfigField, form: RunForm): number | undefined {
  const read = readSettingText(field, form[field], { hasThousands: true })
  return read.kind === 'axis' && read.axis.kind === 'values' ? read.axis.values.length : undefined
}
