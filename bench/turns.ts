/** A program that can be run any number of times, with the name it has in what is printed. */
export interface Program<Result> {
  readonly name: string
  readonly run: () => Promise<Result>
}

/**
 * Runs programs in turns and returns the results of each, round by round. A machine that slows down for a while slows
 * all of them down. Every other round goes backwards, since a machine that rested is faster.
 */
export async function inTurns<Result>(
  programs: readonly Program<Result>[],
  rounds: number,
  say: (doing: string) => void,
): Promise<ReadonlyMap<Program<Result>, readonly Result[]>> {
  const results = new Map<Program<Result>, Result[]>(programs.map((program) => [program, []]))
  for (let round = 1; round <= rounds; round += 1)
    for (const program of round % 2 === 0 ? programs.toReversed() : programs) {
      say(`round ${String(round)} of ${String(rounds)}: ${program.name}`)
      results.get(program)?.push(await program.run())
    }
  return results
}

/**
 * The least of some times: whatever else a machine does can only add to them. None at all is no number, and neither
 * is a list with one that is none.
 */
export const least = (times: readonly number[]): number =>
  times.length === 0 ? NaN : Math.min(...times)
