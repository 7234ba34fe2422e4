import { expect, test } from 'vitest'
import { createWrites } from '../../electron/core/writes.ts'
import { silent } from './core-parts.ts'

test('writes that a write adds follow it, each done once', async () => {
  const done: string[] = []
  const writes = createWrites('It', silent)
  writes.add(() => {
    done.push('first')
    writes.add(() => done.push('third'))
  })
  writes.add(() => done.push('second'))
  await writes.settled()
  expect(done).toEqual(['first', 'third', 'second'])
})

test('what a failure makes somebody write waits with the rest, until all is written in order', async () => {
  const done: string[] = []
  let isFull = true
  const writes = createWrites('It', {
    ...silent,
    warn: (line) => {
      writes.add(() => done.push(line))
    },
    info: (line) => {
      writes.add(() => done.push(line))
    },
  })
  writes.add(() => {
    if (isFull) throw new Error('full')
    done.push('kept')
  })
  expect(done).toEqual([])
  isFull = false
  await writes.settled()
  writes.retry()
  expect(done).toEqual([
    'kept',
    'It cannot be written, trying again: Error: full',
    'It is written again',
  ])
})
