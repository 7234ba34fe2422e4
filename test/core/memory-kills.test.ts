import { expect, test } from 'vitest'
import { createMemoryKills } from '../../electron/core/memory-kills.ts'

test('a kill that the kernel counts while a process goes on explains its death', () => {
  let count = 3
  const kills = createMemoryKills(() => count)
  const early = kills.watch()
  expect(early()).toBe(false)
  count = 4
  const late = kills.watch()
  expect(early()).toBe(true)
  expect(late()).toBe(false)
})

test('each kill explains one death', () => {
  let count = 0
  const kills = createMemoryKills(() => count)
  const [first, second, third] = [kills.watch(), kills.watch(), kills.watch()]
  count = 2
  expect([first(), second(), third()]).toEqual([true, true, false])
})

test('where the system does not tell, no death is put down to it', () => {
  const wasForMemory = createMemoryKills(() => 0).watch()
  expect(wasForMemory()).toBe(false)
})
