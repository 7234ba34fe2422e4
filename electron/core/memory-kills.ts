import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where the kernel counts what it has killed in our control group: version 2, or the memory controller of version 1. */
function countFiles(): readonly string[] {
  const groups = readFileSync('/proc/self/cgroup', 'utf8').split('\n')
  return groups.flatMap((line) => {
    const [, controllers, path = ''] = /^\d+:([^:]*):(.*)$/.exec(line) ?? []
    if (controllers === '') return filesIn('/sys/fs/cgroup', path, 'memory.events')
    if (controllers?.split(',').includes('memory') === true)
      return filesIn('/sys/fs/cgroup/memory', path, 'memory.oom_control')
    return []
  })
}

/** In a container the group's own path may not be there, and the root stands for it. */
const filesIn = (root: string, path: string, name: string) => [
  join(root, path, name),
  join(root, name),
]

/** How many processes of our control group the kernel has killed for lack of memory; 0 where it does not tell. */
function countKills(): number {
  try {
    for (const file of countFiles()) {
      const count = readCount(file)
      if (count !== undefined) return count
    }
  } catch {
    // No Linux, or no /proc.
  }
  return 0
}

function readCount(file: string): number | undefined {
  try {
    const count = /^oom_kill (\d+)$/m.exec(readFileSync(file, 'utf8'))?.[1]
    return count === undefined ? undefined : Number(count)
  } catch {
    return undefined
  }
}

/** Tells deaths by the kernel for lack of memory from kills by somebody. */
export interface MemoryKills {
  /** To be called when a process begins; what it returns says, once that was killed, whether the kernel did it. */
  readonly watch: () => () => boolean
}

/** Each kill that the kernel counts explains the death of one process. */
export function createMemoryKills(count: () => number = countKills): MemoryKills {
  let explained = 0
  return {
    watch: () => {
      const before = count()
      return () => {
        const from = Math.max(before, explained)
        if (count() <= from) return false
        explained = from + 1
        return true
      }
    },
  }
}
