import * as v from 'valibot'
import { comparisonTests, comparisonVerdicts } from '../../electron/contract/comparison.ts'
import { RunId } from '../../electron/contract/entities.ts'
import { CompletedRunDetail } from './shapes.ts'

/** What scripts may rely on in an answer of `compare`. */
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const interval = v.nullable(v.tuple([v.number(), v.number()]))
const chance = v.nullable(share)
const comparedMember = v.strictObject({
  name: v.string(),
  title: v.string(),
  runs: v.array(
    v.strictObject({
      id: RunId,
      epoch: v.nullable(v.number()),
      seed: v.number(),
      accuracy: v.nullable(share),
      isCounted: v.boolean(),
    }),
  ),
  accuracy: v.nullable(
    v.strictObject({
      n: v.number(),
      mean: share,
      deviation: v.nullable(v.number()),
      least: share,
      most: share,
      interval,
    }),
  ),
  published: v.nullable(
    v.strictObject({
      place: v.picklist(['inside', 'edge', 'outside']),
      below: v.number(),
      p: chance,
      text: v.string(),
    }),
  ),
  remarks: v.array(v.string()),
})

export const ComparedRuns = v.strictObject({
  runs: v.array(CompletedRunDetail),
  differences: v.array(v.strictObject({ setting: v.string(), values: v.array(v.string()) })),
  by: v.picklist(['configuration', 'run']),
  members: v.array(comparedMember),
  baseline: v.nullable(v.union([v.number(), v.literal('published')])),
  against: v.array(
    v.strictObject({
      member: v.number(),
      difference: v.nullable(v.number()),
      interval,
      test: v.nullable(v.picklist(comparisonTests)),
      p: chance,
      adjustedP: chance,
      verdict: v.picklist(comparisonVerdicts),
      board: v.nullable(
        v.strictObject({ images: v.number(), onlyBaseline: v.number(), onlyMember: v.number() }),
      ),
      seedsNeeded: v.nullable(v.number()),
      text: v.string(),
    }),
  ),
  headline: v.string(),
  remarks: v.array(v.string()),
  settling: v.nullable(
    v.strictObject({
      seeds: v.number(),
      repeats: v.array(v.strictObject({ id: RunId, seeds: v.number() })),
      seconds: v.number(),
      text: v.string(),
    }),
  ),
  importance: v.nullable(
    v.strictObject({
      settings: v.array(v.strictObject({ setting: v.string(), share, values: v.number() })),
      remarks: v.array(v.string()),
    }),
  ),
})
