import * as v from 'valibot'
import { RunId } from './entities.ts'
import { wholeNumber } from './train-config.ts'

/** Where a run is kept: `archived` hides it, `deleted` is the bin. */
const runPlaces = ['active', 'archived', 'deleted'] as const
export const RunPlace = v.picklist(runPlaces, `Place must be one of ${runPlaces.join(', ')}`)
export type RunPlace = v.InferOutput<typeof RunPlace>

/** Which runs of the list. */
export const ListedRuns = v.strictObject({
  /** Words that all occur in name, note, tags or id. */
  search: v.optional(v.string(), ''),
  place: v.optional(RunPlace, 'active'),
  /** Absent: all. */
  most: v.optional(wholeNumber('Runs', 1, 10_000)),
  /** Only those that come after the run made then, which stood there in the queue. */
  after: v.optional(v.strictObject({ createdAt: v.number(), place: v.number() })),
})
export type ListedRuns = v.InferOutput<typeof ListedRuns>

const tagRule = 'A tag has 1 to 40 characters and no comma'
export const Tag = v.pipe(
  v.string(tagRule),
  v.trim(),
  v.minLength(1, tagRule),
  v.maxLength(40, tagRule),
  v.regex(/^[^,\p{Cc}]*$/u, tagRule),
)

export const mostTags = 20

/** Each once, in the order in which they were given. */
export const Tags = v.pipe(
  v.array(Tag),
  v.transform((tags) => [...new Set(tags)]),
  v.maxLength(mostTags, `A run has at most ${String(mostTags)} tags`),
)

/** Several runs that something is done to; all of it or, where one refuses, nothing. */
export const RunIds = v.pipe(
  v.array(RunId),
  v.minLength(1, 'Name at least one run'),
  v.maxLength(10_000, 'Name at most 10,000 runs'),
)

/** Points of some runs, at most so many of each. */
export const SomeCurves = v.strictObject({
  ids: v.pipe(v.array(RunId), v.maxLength(50)),
  most: v.optional(wholeNumber('Points', 10, 2000), 2000),
})

/** 1 to 10: hue and dash. */
export const RunColour = wholeNumber('Colour', 1, 10)

/** A run in the order of the queue, with what its speed is likely to be. */
export interface QueuedRun {
  readonly id: RunId
  /** Not begun until somebody lets it go on. */
  readonly isHeld: boolean
  /** Seconds from now, from the measured speed of runs like it; null where none has been measured, or while held. */
  readonly startsIn: number | null
  readonly takes: number | null
}

const viewRule = 'The name of a view has 1 to 60 characters'
export const ViewName = v.pipe(
  v.string(viewRule),
  v.trim(),
  v.minLength(1, viewRule),
  v.maxLength(60, viewRule),
)

const columnName = v.pipe(v.string(), v.maxLength(40))

/** How a list is looked at. */
export const RunsView = v.strictObject({
  filter: v.pipe(v.string(), v.maxLength(1000, 'A filter has at most 1,000 characters')),
  /** Keys of run-columns.ts in the order of the list; those that are not named are hidden. */
  columns: v.pipe(
    v.array(
      v.strictObject({
        key: columnName,
        /** Pixels; absent: as wide as it needs. */
        width: v.optional(wholeNumber('Column width', 30, 1000)),
      }),
    ),
    v.maxLength(100),
  ),
  sort: v.strictObject({ by: columnName, isDescending: v.boolean() }),
  /** Null for none. */
  groupBy: v.nullable(columnName),
})
export type RunsView = v.InferOutput<typeof RunsView>

export interface SavedView {
  readonly name: string
  readonly view: RunsView
}

/** Runs that are being deleted for good. */
export interface PurgeProgress {
  readonly done: number
  readonly of: number
  readonly secondsLeft: number
}

/** Something that happened to a run, worth a line. */
export interface LogLine {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly level: 'info' | 'warn' | 'error'
  readonly text: string
}
