import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { endLeftovers, markRun } from '../../scripts/leftovers.mjs'

test.runIf(process.platform === 'linux')(
  'what a test run leaves running is named and ended, and nothing else',
  async () => {
    const wait = ['-e', 'setInterval(() => {}, 1000)']
    const left = spawn(process.execPath, wait, { env: markRun(process.env), detached: true })
    const other = spawn(process.execPath, wait)
    const gone = once(left, 'exit')
    await expect(endLeftovers(200)).resolves.toEqual([`${process.execPath} ${wait.join(' ')} `])
    await expect(gone).resolves.toEqual([null, 'SIGKILL'])
    expect(other.exitCode ?? other.signalCode).toBeNull()
    other.kill('SIGKILL')
    await expect(endLeftovers(200)).resolves.toEqual([])
  },
)
