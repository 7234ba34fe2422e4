/**
 * Flags of Node for child processes: a trainer collects its garbage itself, see Surroundings.collect. What it makes at
 * each step lies outside the JavaScript heap and is given back soon where the young generation is small: 10 MB less at
 * the most, in the same time.
 */
export const nodeFlags = ['--expose-gc', '--max-semi-space-size=1'] as const
