import * as v from 'valibot'
import { RunName, RunNote, type RunDetail, type RunId } from './entities.ts'
import { RunCheckpoint } from './evaluations.ts'
import type { TrainConfig } from './train-config.ts'

export const CompareRuns = v.strictObject({
  runs: v.pipe(
    v.array(RunCheckpoint),
    v.minLength(1, 'Compare at least one run'),
    v.maxLength(200, 'Compare at most 200 runs'),
  ),
  /** `configuration`: runs that differ in their seed alone are one group. Absent: so, unless two runs would be the only one. */
  by: v.optional(v.picklist(['configuration', 'run'])),
  /** One of the runs, which stands for its group. Absent: the first, or the published result for a group alone. */
  baseline: v.optional(v.union([v.literal('published'), RunCheckpoint])),
})
export type CompareRuns = v.InferOutput<typeof CompareRuns>

export const reportFormats = ['html', 'markdown', 'csv'] as const
export type ReportFormat = (typeof reportFormats)[number]

export const SaveReport = v.strictObject({
  ...CompareRuns.entries,
  format: v.picklist(reportFormats),
  /** Absent: the verdict is its title. */
  title: v.optional(RunName),
  note: v.optional(RunNote, ''),
})

/** A comparison as a file that stands alone. */
export interface SavedReport {
  readonly text: string
  /** Of its content: `text/html`. */
  readonly type: string
  /** Of its name, without the dot. */
  readonly ending: string
}

/** A setting in which the compared runs differ; values in the order of the runs. */
export interface SettingDifference {
  readonly setting: keyof TrainConfig | 'engine' | 'threads' | 'parts' | 'data'
  readonly values: readonly string[]
}

export type Interval = readonly [low: number, high: number]

/** Values of the same quantity, each by chance a little different. */
export interface Spread {
  readonly n: number
  readonly mean: number
  /** Of the sample, with n − 1; null for one value. */
  readonly deviation: number | null
  readonly least: number
  readonly most: number
  /** Where the mean lies with 95 % confidence, by Student's t; null for one value. */
  readonly interval: Interval | null
}

/** A run among what is compared, by the weights it ended with or has come to, or those of an epoch. */
export interface MemberRun {
  readonly id: RunId
  readonly epoch: number | null
  readonly seed: number
  /** Share of test images read right; null before its first epoch ended. */
  readonly accuracy: number | null
  /** Of a group only whole runs count, and each seed once. */
  readonly isCounted: boolean
}

/** Where the published result lies among repeats: between them, beside them where one more could lie, or beyond. */
export interface PublishedPlace {
  readonly place: 'inside' | 'edge' | 'outside'
  /** Repeats that are less often right. */
  readonly below: number
  /** How often chance alone puts one more repeat as far from the others; null where they do not vary. */
  readonly p: number | null
  readonly text: string
}

/** A run, or runs that differ in their seed alone. */
export interface ComparedMember {
  readonly name: string
  /** The name with how many seeds or which epoch it is about. */
  readonly title: string
  readonly runs: readonly MemberRun[]
  /** Test accuracy of those that count; null where none does. */
  readonly accuracy: Spread | null
  /** Null for one run, and for other images than MNIST's. */
  readonly published: PublishedPlace | null
  /** Which runs do not count, and why. */
  readonly remarks: readonly string[]
}

export const comparisonTests = [
  'mcnemar-exact',
  'mcnemar',
  'welch',
  'paired-t',
  'one-against-many',
  'figure-against-many',
  'two-shares',
] as const
export type ComparisonTest = (typeof comparisonTests)[number]

export const comparisonVerdicts = ['better', 'worse', 'inside-noise', 'cannot-tell'] as const
export type ComparisonVerdict = (typeof comparisonVerdicts)[number]

/** A member against the baseline. */
export interface Against {
  /** Its place among the members. */
  readonly member: number
  /** Test accuracy minus the baseline's, 0 to 1; null where nothing can be said. */
  readonly difference: number | null
  /** 95 %. */
  readonly interval: Interval | null
  readonly test: ComparisonTest | null
  /** How often chance alone makes such a difference. */
  readonly p: number | null
  /** The same by Holm's correction for all comparisons made here; the verdict rests on it. */
  readonly adjustedP: number | null
  readonly verdict: ComparisonVerdict
  /** Images that only one of two runs reads right; null where they were not held against each other image by image. */
  readonly board: {
    readonly images: number
    readonly onlyBaseline: number
    readonly onlyMember: number
  } | null
  /** Of each, to see a difference of this size four times in five; null where the noise is not known, or for more than 1,000. */
  readonly seedsNeeded: number | null
  /** The numbers behind the verdict, and what they mean. */
  readonly text: string
}

/** What would make the verdict surer. */
export interface Settling {
  /** Of each member. */
  readonly seeds: number
  /** Runs to repeat, with how many further seeds. */
  readonly repeats: readonly { readonly id: RunId; readonly seeds: number }[]
  /** As long as the runs so far took, one after the other. */
  readonly seconds: number
  readonly text: string
}

/** How much of what sets runs apart goes with a setting. */
export interface SettingShare {
  readonly setting: keyof TrainConfig
  /** Share of the variance of test accuracy, 0 to 1, less what as many values would explain by chance. */
  readonly share: number
  readonly values: number
}

export interface Importance {
  /** The one that matters most first. */
  readonly settings: readonly SettingShare[]
  /** Why it is to be taken with care. */
  readonly remarks: readonly string[]
}

export interface Comparison {
  /** Each once, in the order in which they were named. */
  readonly runs: readonly RunDetail[]
  readonly differences: readonly SettingDifference[]
  readonly by: 'configuration' | 'run'
  readonly members: readonly ComparedMember[]
  /** Place among the members; null where there is nothing to compare with. */
  readonly baseline: number | 'published' | null
  readonly against: readonly Against[]
  /** The verdict in a sentence or two. */
  readonly headline: string
  /** What it rests on, and what it does not say. */
  readonly remarks: readonly string[]
  /** Null where more runs would change nothing. */
  readonly settling: Settling | null
  /** Null where fewer than three runs count, or no setting differs. */
  readonly importance: Importance | null
}
