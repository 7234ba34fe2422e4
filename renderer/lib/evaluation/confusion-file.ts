import type { Evaluation } from '../../../electron/contract/evaluations.ts'
import type { ChartFormat } from '../chart-file.ts'
import { readChartTokens } from '../chart-tokens.ts'
import { downloadBlob, downloadText } from '../download.ts'
import { fileNameOf } from '../file-name.ts'
import { formatPercent } from '../format.ts'
import { pngOf } from '../svg-picture.ts'
import { t } from '../translate.ts'
import { confusionCsv } from './confusion-csv.ts'
import { matrixSvg, type MatrixSheet } from './confusion-svg.ts'
import type { CellNumbers } from './confusion-table.ts'
import { setWords } from './evaluated-sets.ts'

/** The matrix of a run's evaluation, with the numbers that are shown. */
export interface MatrixOf {
  readonly evaluation: Evaluation
  readonly name: string
  readonly numbers: CellNumbers
}

/** Hands the matrix to the person as a file, in the colours of the page's theme, and returns its name. */
export async function saveMatrix(format: ChartFormat, of: MatrixOf): Promise<string> {
  const name = fileNameOf(`${of.name} ${setWords(of.evaluation.set)}`, format)
  if (format === 'csv') downloadText(name, confusionCsv(of.evaluation), 'text/csv')
  else if (format === 'svg') downloadText(name, matrixSvg(sheetOf(of)), 'image/svg+xml')
  else downloadBlob(name, await pngOf(matrixSvg(sheetOf(of))))
  return name
}

function sheetOf({ evaluation, name, numbers }: MatrixOf): MatrixSheet {
  const { epoch, images, score, set } = evaluation
  return {
    evaluation,
    numbers,
    title: t('evaluate.matrixOf', { name }),
    caption: t(`evaluate.matrixAbout.${numbers}`, {
      epoch,
      set: setWords(set),
      wrong: Math.round(score.error * images),
      images,
      accuracy: formatPercent(1 - score.error),
    }),
    tokens: readChartTokens(document.documentElement),
  }
}
