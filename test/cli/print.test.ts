import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { clean, jsonLine, printerOn, table } from '../../electron/cli/print.ts'
import { duration, moment, percent, points, timeLeft, whole } from '../../electron/cli/words.ts'

const hostile = '\u001b[2J\u001b]0;title\u0007red\u202e\r\nnext\u009b31m'

test('a name cannot steer the terminal', () => {
  expect(clean(hostile)).not.toMatch(/[\p{Cc}\u202e]/u)
  expect(clean(hostile)).toContain('red')
  expect(table([{ title: 'Name' }], [[hostile]]).join('')).not.toMatch(/[\p{Cc}\u202e]/u)
})

test('JSON keeps every character of a name and cannot steer the terminal either', () => {
  const line = jsonLine({ name: hostile })
  expect(line).not.toMatch(/[\p{Cc}\u202e]/u)
  expect(JSON.parse(line)).toEqual({ name: hostile })
})

test('columns are aligned with spaces, without lines or colours', () => {
  expect(
    table(
      [{ title: 'A' }, { title: 'B', right: true }],
      [
        ['one', '1'],
        ['three', '10'],
      ],
    ),
  ).toEqual(['A       B', 'one     1', 'three  10'])
})

/** Standard streams of a terminal, and what was written to both. */
function terminal(columns: number) {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns })
  return { stream, written: () => String(stream.read() ?? '') }
}

test.each([40, 80, 200])(
  'on a terminal of %i columns the bar stands below the lines',
  (columns) => {
    const { stream, written } = terminal(columns)
    const print = printerOn(stream, stream)
    print.status({ text: 'half', share: 0.5 })
    print.line('above')
    print.status(null)
    const text = written()
    expect(text).toMatch(/above\n[^]*half[^]*\[0J/)
    expect(text.slice(text.lastIndexOf('half'))).not.toContain('above')
  },
)

test('without a terminal there is no bar and no control character', () => {
  const [output, errors] = [new PassThrough(), new PassThrough()]
  const print = printerOn(output, errors)
  print.status({ text: 'half', share: 0.5 })
  print.line('data')
  print.remark('remark')
  print.status(null)
  expect(String(output.read())).toBe('data\n')
  expect(String(errors.read())).toBe('remark\n')
})

test('numbers and times have one form in every locale', () => {
  expect(whole(52_000)).toBe('52,000')
  expect(percent(0.0241)).toBe('2.41')
  expect([points(0.0012), points(-0.0028), points(0)]).toEqual(['+0.12', '−0.28', '0.00'])
  expect([duration(20.44), duration(252), duration(7500)]).toEqual([
    '20.4 s',
    '4 min 12 s',
    '2 h 5 min',
  ])
  expect([timeLeft(4.2), timeLeft(240), timeLeft(7 * 3600)]).toEqual([
    '4 s left',
    'about 4 min left',
    'about 7 h left',
  ])
  expect(moment(new Date(2026, 0, 31, 17, 5, 9).getTime())).toBe('2026-01-31 17:05:09')
})
