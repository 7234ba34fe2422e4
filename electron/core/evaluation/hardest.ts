import type { Readings } from '../../train/readings.ts'

/** How some runs read one image. */
export interface HardPlace {
  readonly place: number
  /** How many of the runs read it wrong. */
  readonly wrong: number
  /** The wrong class named most often, the first of equals. */
  readonly commonest: number
  /** Mean probability of its true class. */
  readonly truth: number
}

/** The images that runs read wrong, those that most of them do first, then by the least probability of the true class. */
export function hardestOf(
  labels: Uint8Array,
  runs: readonly Readings[],
  isForEvery: boolean,
): readonly HardPlace[] {
  const least = isForEvery ? runs.length : 1
  const hard: HardPlace[] = []
  labels.forEach((label, place) => {
    const named = runs.flatMap(({ predicted }) =>
      predicted[place] === label ? [] : [predicted[place] ?? 0],
    )
    if (named.length < least) return
    const truth = runs.reduce((sum, run) => sum + (run.truth[place] ?? 0), 0) / runs.length
    hard.push({ place, wrong: named.length, commonest: commonestOf(named), truth })
  })
  return hard.sort((a, b) => b.wrong - a.wrong || a.truth - b.truth || a.place - b.place)
}

function commonestOf(classes: readonly number[]): number {
  const times = new Map<number, number>()
  for (const named of classes) times.set(named, (times.get(named) ?? 0) + 1)
  const most = Math.max(...times.values())
  return Math.min(...classes.filter((named) => times.get(named) === most))
}
