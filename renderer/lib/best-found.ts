import type { Run } from '../../electron/contract/entities.ts'
import { formatPercent } from './format.ts'
import { t } from './translate.ts'

/** What there is where nothing was found: the least test error of all. */
export function bestFound(runs: readonly Run[]): string {
  const best = runs.reduce<Run | undefined>(
    (least, run) =>
      run.best && run.best.test.error < (least?.best?.test.error ?? Infinity) ? run : least,
    undefined,
  )
  return best?.best
    ? t('runs.bestFound', { name: best.name, percent: formatPercent(best.best.test.error) })
    : ''
}
