import type { Stint } from '../contract/training.ts'
import { shortened } from './print.ts'
import { moment, size, whole } from './words.ts'

/** What is left of 80 columns beside the titles of facts. */
const room = 63

function programText({ version, commit, hasChanges }: Stint): string {
  if (commit === null) return `Digit Lab ${version}`
  return `Digit Lab ${version}, ${hasChanges ? 'changed since ' : ''}commit ${commit.slice(0, 12)}`
}

const machineLines = ({ node, system, processor, cores, memory }: Stint): readonly string[] => [
  `Node ${node} on ${system}`,
  `${processor}, ${cores === 1 ? '1 core' : `${whole(cores)} cores`}, ${size(memory)}`,
]

/** Program and machine of each start of training where they are not those of the start before; its command always. */
export const madeByLines = (stints: readonly Stint[]): readonly string[] =>
  stints.flatMap((stint, index) => {
    const lines = [programText(stint), ...machineLines(stint)]
    const before = stints[index - 1]
    const isSame =
      before !== undefined && [programText(before), ...machineLines(before)].join() === lines.join()
    const start = `${moment(stint.startedAt)} from step ${whole(stint.fromStep + 1)} on`
    return [...(isSame ? [] : lines), start, ...commandLines(stint)].map((line) =>
      shortened(line, room),
    )
  })

const commandLines = ({ commandLine }: Stint) =>
  commandLine.length === 0 ? [] : [`  ${commandLine.map(quoted).join(' ')}`]

/** A word of a command as a shell would take it. */
const quoted = (word: string) =>
  /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
