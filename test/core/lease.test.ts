import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { isGone, ourselves } from '../../electron/core/lease.ts'

test('this process is not gone', () => {
  expect(isGone({ owner: ourselves('core'), heartbeatAt: 0 }, 1e12)).toBe(false)
})

test('a process that ended is gone', async () => {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  expect(isGone({ owner: `${String(child.pid)}  core`, heartbeatAt: 0 }, 0)).toBe(true)
})

test('another process that has its id now does not keep a lease alive', () => {
  const [pid = ''] = ourselves('core').split(' ')
  expect(
    isGone({ owner: `${pid} earlier-boot/123 core`, heartbeatAt: Date.now() }, Date.now()),
  ).toBe(true)
})

test('without start times, an owner is gone once it has been silent for ten seconds', () => {
  const [pid = ''] = ourselves('core').split(' ')
  expect(isGone({ owner: `${pid}  core`, heartbeatAt: 0 }, 9_000)).toBe(false)
  expect(isGone({ owner: `${pid}  core`, heartbeatAt: 0 }, 11_000)).toBe(true)
})
