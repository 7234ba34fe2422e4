import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { GroupId } from '../../../electron/contract/groups.ts'
import { tempDir } from '../../temp-dir.ts'
import { tempCore } from '../temp-core.ts'
import { isOver, whenSweep } from './sweep-parts.ts'

/** Runs a sweep in a process of its own and kills it after so many epochs; resolves with the sweep's id. */
async function killedAfter(dataDir: string, epochs: number): Promise<GroupId> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'sweep-and-die.ts'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  let id = ''
  let seen = 0
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('sweep ')) id = line.slice('sweep '.length)
    else seen += 1
    if (id !== '' && seen >= epochs) child.kill('SIGKILL')
  }
  await ended
  return v.parse(GroupId, id)
}

test.each([1, 5])(
  'a sweep whose program was killed after %i epochs is ended by the next one, each trial once and each decision kept',
  async (epochs) => {
    const dataDir = tempDir()
    const id = await killedAfter(dataDir, epochs)
    const looker = tempCore({ dataDir, worksQueue: false })
    const before = await looker.ask('sweeps.show', { id })
    expect(before.state).toBe('running')
    const core = tempCore({ dataDir })
    const done = await whenSweep(core, id, isOver)
    expect(done.trials.map((trial) => trial.id)).toEqual(before.trials.map((trial) => trial.id))
    expect(done.counts.completed + done.endedEarly).toBe(4)
    for (const { endedEarly, id: run } of before.trials)
      if (endedEarly)
        expect(done.trials.find((trial) => trial.id === run)).toMatchObject({ endedEarly })
  },
)
