import { arch, availableParallelism, cpus, release, totalmem, type } from 'node:os'
import type { Stint } from '../contract/training.ts'

/** What a program was built from. */
export type Source = Pick<Stint, 'commit' | 'hasChanges'>

/** What a program knows of itself. */
export type Program = Source & Pick<Stint, 'version' | 'commandLine'>

/** The part of a stint that is the same as long as a program runs. */
export type Environment = Program &
  Pick<Stint, 'node' | 'system' | 'processor' | 'cores' | 'memory'>

/** What the operating system tells of itself and its machine. */
export interface MachineFacts {
  readonly node: string
  readonly system: { readonly name: string; readonly release: string; readonly arch: string }
  /** One a core; some systems give no name. */
  readonly processors: readonly string[]
  readonly cores: number
  /** Bytes. */
  readonly memory: number
}

export const thisMachine = (): MachineFacts => ({
  node: process.versions.node,
  system: { name: type(), release: release(), arch: arch() },
  processors: cpus().map(({ model }) => model),
  cores: availableParallelism(),
  memory: totalmem(),
})

/** Each kind of processor once, without the spaces that makers pad names with. */
function processorText(processors: readonly string[]): string {
  const names = processors.map((name) => name.replace(/\s+/g, ' ').trim())
  return [...new Set(names)].filter((name) => name !== '').join(', ') || 'unknown'
}

/** What is put on record of a program on a machine. */
export const environmentOf = (
  { version, commit, hasChanges, commandLine }: Program,
  { node, system, processors, cores, memory }: MachineFacts,
): Environment => ({
  version,
  commit,
  hasChanges,
  node,
  system: `${system.name} ${system.release} ${system.arch}`,
  processor: processorText(processors),
  cores,
  memory,
  commandLine,
})
