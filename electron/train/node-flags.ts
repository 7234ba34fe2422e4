/** Flags of Node for child processes: a trainer collects its garbage itself, see Surroundings.collect. */
export const nodeFlags = ['--expose-gc'] as const
