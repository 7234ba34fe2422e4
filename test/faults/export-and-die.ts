import fileSystem from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import * as v from 'valibot'
import { RunId } from '../../electron/contract/entities.ts'
import { createCore } from '../../electron/core/create-core.ts'
import { forkNode } from '../../electron/train/fork.ts'
import type { Fork, Port } from '../../electron/train/messages.ts'
import { built, silent } from '../core/core-parts.ts'

// Exports a run, and ends this process by SIGKILL at the point of that number; prints how many points it went by.
// Points are before and after each call of the file system and each message to and from the process that proves the
// file, and within each writing, of which a share is written then.
const [dataDir = '', id = '', format = '', target = '', point = '', share = ''] =
  process.argv.slice(2)
const dieAt = Number(point)

let passed = 0
const pass = (): boolean => ++passed === dieAt
const die = () => {
  process.kill(process.pid, 'SIGKILL')
}

type Call = (...args: readonly unknown[]) => Promise<unknown>
const names = ['mkdir', 'open', 'readdir', 'rename', 'rm', 'rmdir', 'stat', 'writeFile'] as const
const calls = fileSystem as unknown as Record<(typeof names)[number], Call>
for (const name of names) {
  const original = calls[name]
  calls[name] = async (...args) => {
    if (pass()) die()
    const [, bytes] = args
    if (bytes instanceof Uint8Array && pass()) {
      await original(args[0], bytes.subarray(0, Number(share) * bytes.length), { flag: 'wx' })
      die()
    }
    const result = await original(...args)
    if (pass()) die()
    return result
  }
}
syncBuiltinESMExports()

const forked = forkNode(built)
const fork: Fork = <S, R>(...started: Parameters<Fork>) => {
  const port = forked<S, R>(...started)
  const dying: Port<S, R> = {
    ...port,
    send: (message) => {
      port.send(message)
      if (pass()) die()
    },
    onMessage: (listener) => {
      port.onMessage((message) => {
        if (pass()) die()
        listener(message)
      })
    },
  }
  return dying
}

const core = createCore({ dataDir, fork, log: silent, version: 'test', worksQueue: false })
const run = v.parse(RunId, id)
const choice = { pixels: 'unit', answer: 'probabilities' } as const
if (target === '') await core.ask('models.export', { id: run, format: 'onnx' })
else if (format === 'onnx') await core.exportTo(run, { format, ...choice }, target, true)
else await core.exportTo(run, { format: 'tfjs', ...choice }, target, false)
process.stdout.write(String(passed))
await core.close()
