import { t } from '../translate.ts'
import type { Evaluation } from '../../../electron/contract/evaluations.ts'
import { mixUps, type Confusion } from './confusion-table.ts'
import type { ImageChoice } from './gallery-image.ts'

/** What the chosen images are: “4 read as 9”. */
export function choiceTitle(choice: ImageChoice, classes: readonly string[]): string {
  switch (choice.kind) {
    case 'cell': {
      const [label, predicted] = [classes[choice.row] ?? '', classes[choice.column] ?? '']
      return choice.row === choice.column
        ? t('evaluate.readRight', { true: label })
        : t('evaluate.readAs', { true: label, predicted })
    }
    case 'wrong':
      return t('evaluate.allWrong')
    case 'hardest':
      return t(choice.isForEvery ? 'evaluate.wrongInEvery' : 'evaluate.hardestOfAll')
    case 'pile':
      return t(`evaluate.pile.${choice.pile}`)
  }
}

/** Whether people choose the order; the others have one of their own. */
export const hasOrder = ({ kind }: ImageChoice): boolean => kind === 'cell' || kind === 'wrong'

export const isSameChoice = (a: ImageChoice, b: ImageChoice): boolean => {
  if (a.kind === 'cell' && b.kind === 'cell') return a.row === b.row && a.column === b.column
  if (a.kind === 'hardest' && b.kind === 'hardest') return a.isForEvery === b.isForEvery
  if (a.kind === 'pile' && b.kind === 'pile') return a.pile === b.pile
  return a.kind === 'wrong' && b.kind === 'wrong'
}

const isThere = (choice: ImageChoice, confusion: Confusion): boolean =>
  choice.kind === 'cell'
    ? (confusion[choice.row]?.[choice.column] ?? 0) > 0
    : choice.kind !== 'pile'

/** What is shown of an evaluation: what was picked while there is something in it, else the most frequent mix-up. */
export function choiceOf(picked: ImageChoice | null, { confusion }: Evaluation): ImageChoice {
  if (picked && isThere(picked, confusion)) return picked
  const [first] = mixUps(confusion, 1)
  return first ? { kind: 'cell', row: first.row, column: first.column } : { kind: 'wrong' }
}
