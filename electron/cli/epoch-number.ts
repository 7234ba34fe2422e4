import * as v from 'valibot'

const rule = 'An epoch must be a whole number from 1'

/** What `--epoch` may be. */
export const EpochNumber = v.optional(v.pipe(v.number(rule), v.integer(rule), v.minValue(1, rule)))
