import type { Against, Settling } from '../../contract/comparison.ts'
import type { Member } from './members.ts'
import { aboutText } from './numbers.ts'

/** Fewer say little of how much a seed does. */
const enoughSeeds = 5
/** More than anybody waits for. */
const mostSeeds = 30

/** Seeds of each with which the verdict would be surer; null where it is as sure as it gets. */
function seedsWanted(members: readonly Member[], against: readonly Against[]): number | null {
  if (members.some(({ counted }) => counted.length < enoughSeeds)) return enoughSeeds
  const needed = against.flatMap(({ verdict, seedsNeeded }) =>
    verdict === 'inside-noise' && seedsNeeded !== null ? [seedsNeeded] : [],
  )
  const wanted = Math.min(...needed.filter((seeds) => seeds <= mostSeeds))
  const isMore = members.some(({ counted }) => counted.length < wanted)
  return Number.isFinite(wanted) && isMore ? wanted : null
}

/** What would make a comparison surer: further seeds of what is compared, unless it is an epoch of a run. */
export function settlingOf(
  members: readonly Member[],
  against: readonly Against[],
): Settling | null {
  const measured = members.filter(({ counted }) => counted.length > 0)
  if (measured.some(({ runs }) => runs.some(({ epoch }) => epoch !== null))) return null
  const configurations = [...Map.groupBy(measured, ({ key }) => key).values()]
  const merged = configurations.flatMap(([first, ...others]) =>
    first ? [{ ...first, counted: [first, ...others].flatMap(({ counted }) => counted) }] : [],
  )
  const seeds = seedsWanted(merged, against)
  if (seeds === null || measured.length === 0) return null
  const lacking = merged.flatMap(({ counted }) => {
    const [first] = counted
    const more = seeds - counted.length
    return first && more > 0 ? [{ run: first.run, seeds: more }] : []
  })
  const seconds = lacking.reduce((sum, { run, seeds: more }) => sum + more * run.seconds, 0)
  const each = merged.length === 1 ? 'Repeat it' : 'Repeat each'
  return {
    seeds,
    repeats: lacking.map(({ run, seeds: more }) => ({ id: run.id, seeds: more })),
    seconds,
    text: `${each} with ${String(seeds)} seeds, about ${aboutText(seconds)}`,
  }
}
