import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createBacklog } from '../../electron/train/backlog.ts'

async function isOpen(room: Promise<void>): Promise<boolean> {
  const open = await Promise.race([room.then(() => true), turn(false)])
  return open
}

const never = new AbortController().signal

test('two checkpoints may wait for their commit, a third holds the training up until one is kept', async () => {
  const backlog = createBacklog()
  backlog.sent()
  backlog.sent()
  expect(await isOpen(backlog.room(never))).toBe(true)
  backlog.sent()
  const room = backlog.room(never)
  expect(await isOpen(room)).toBe(false)
  backlog.kept()
  expect(await isOpen(room)).toBe(true)
})

test('a stop ends the waiting', async () => {
  const backlog = createBacklog()
  const stop = new AbortController()
  for (let sent = 0; sent < 5; sent += 1) backlog.sent()
  const room = backlog.room(stop.signal)
  expect(await isOpen(room)).toBe(false)
  stop.abort()
  expect(await isOpen(room)).toBe(true)
})
