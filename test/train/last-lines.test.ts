import { expect, test } from 'vitest'
import { createLastLines } from '../../electron/train/last-lines.ts'

const chatter = `WARNING: All log messages before absl::InitializeLog() is called are written to STDERR
I0000 00:00:1795509135.554953   10465 port.cc:153] oneDNN custom operations are on. You may see slightly different numerical results
2026-01-02 03:04:05.678901: I tensorflow/core/platform/cpu_feature_guard.cc:210] This TensorFlow binary is optimized to use available CPU instructions
To enable the following instructions: AVX2 AVX512F, in other operations, rebuild TensorFlow with the appropriate compiler flags.
`

test("TensorFlow's usual lines are left out, all others kept", () => {
  const lines = createLastLines()
  lines.add(chatter)
  lines.add('free(): invalid pointer\n')
  lines.add('2026-01-02 03:04:05.678901: F tensorflow/core/platform/x.cc:9] Check failed\n')
  expect(lines.last()).toEqual([
    'free(): invalid pointer',
    '2026-01-02 03:04:05.678901: F tensorflow/core/platform/x.cc:9] Check failed',
  ])
})

test('an error is kept without its frames', () => {
  const lines = createLastLines()
  lines.add(`${new Error('Cannot find it').stack ?? ''}\n`)
  expect(lines.last()).toEqual(['Error: Cannot find it'])
})

test('a crash is kept without its frames, however many there are', () => {
  const lines = createLastLines()
  lines.add(`<--- Last few GCs --->

[21357:0x2fb42000]     1595 ms: Mark-Compact 20.2 (54.2) -> 20.1 (54.4) MB, pooled: 0 MB

FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory
----- Native stack trace -----

`)
  for (let frame = 1; frame <= 20; frame += 1)
    lines.add(`${String(frame).padStart(2)}: 0x75968e node::OOMErrorHandler() [/usr/bin/node]\n`)
  lines.add('----- JavaScript stack trace -----\n\n1: file:///app/main.mjs:1:105\n')
  lines.add('2: listOnTimeout (node:internal/timers:685:17)\n')
  lines.add('*** Check failure stack trace: ***\n    @     0x7f04d8ece564  absl::Send()\n')
  expect(lines.last()).toEqual([
    'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
  ])
})

test('lines that arrive in pieces are put together, the unfinished last one too', () => {
  const lines = createLastLines()
  for (const piece of ['one\ntw', 'o\r\n\n', 'thr', 'ee']) lines.add(piece)
  expect(lines.last()).toEqual(['one', 'two', 'three'])
})

test('the last ten lines are kept', () => {
  const lines = createLastLines()
  for (let line = 1; line <= 1000; line += 1) lines.add(`${String(line)}\n`)
  expect(lines.last()).toEqual(Array.from({ length: 10 }, (_, index) => String(991 + index)))
})
