import type * as v from 'valibot'

/** One row of the contract: the schema its input is parsed by, and the type of its answer. */
export const takes = <S extends v.GenericSchema>(input: S) => ({
  returns: <O>() => ({ input, output: undefined as unknown as O }),
})
