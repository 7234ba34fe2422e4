import { randomInt } from 'node:crypto'

/** A number from 0 to 1 that nobody can foresee. */
export const unforeseen = (): number => randomInt(2 ** 47) / 2 ** 47
