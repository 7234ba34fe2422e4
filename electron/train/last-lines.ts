/** What TensorFlow prints while it loads, whatever its log level is, and the frames below an error or a crash. */
const chatter = [
  /^WARNING: All log messages before absl::InitializeLog/,
  /^[IW]\d{4} [\d:.]+ +\d+ \S+\.(cc|h):\d+\]/,
  /^\d{4}-\d\d-\d\d [\d:.]+: [IW] \S+\.(cc|h):\d+\]/,
  /^To enable the following instructions: /,
  /^ +at \S/,
  /^ *\d+: (0x[\da-f]+\b|.*:\d+:\d+\)?$)/,
  /^ +@ +0x[\da-f]+/,
  /^(----- \w+ stack trace -----|\*\*\* Check failure stack trace: \*\*\*|<--- .* --->)$/,
  /^\[\d+:0x[\da-f]+\] /,
]

const most = 10

/** Keeps the last lines of a process's standard error, without those that say nothing. */
export function createLastLines() {
  let lines: readonly string[] = []
  let rest = ''
  const worthKeeping = (line: string) =>
    line.trim() !== '' && !chatter.some((pattern) => pattern.test(line))
  return {
    add: (text: string) => {
      const parts = `${rest}${text}`.split(/\r?\n/)
      rest = parts.pop() ?? ''
      lines = [...lines, ...parts.filter(worthKeeping)].slice(-most)
    },
    last: (): readonly string[] => [...lines, ...[rest].filter(worthKeeping)].slice(-most),
  }
}
