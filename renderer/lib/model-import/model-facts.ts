import type { InspectedModel } from '../../../electron/contract/imports.ts'
import { formatCount } from '../format.ts'
import { t } from '../translate.ts'

/** Names of classes that are told one by one. */
const mostNamed = 12

const activationWords = (activation: InspectedModel['layers'][number]['activation']): string =>
  activation === 'softmax' || activation === 'none' ? '' : t(`choice.${activation}`)

/** 784 → 500 → 10, and what the hidden layers end in. */
function networkWords({ layers }: InspectedModel): string {
  const sizes = [layers[0]?.inputs ?? 0, ...layers.map(({ units }) => units)]
  const hidden = new Set(layers.slice(0, -1).map(({ activation }) => activationWords(activation)))
  return [sizes.join(' → '), ...hidden].filter((words) => words !== '').join(', ')
}

function classWords({ classes }: InspectedModel): string {
  const named = classes.slice(0, mostNamed).join(', ')
  const more = classes.length - mostNamed
  return more > 0 ? t('import.moreClasses', { named, count: more }) : named
}

/** What is in a model file, as names and words. */
export const modelFacts = (
  model: InspectedModel,
): readonly { readonly label: string; readonly words: string }[] => [
  { label: t('import.network'), words: networkWords(model) },
  { label: t('import.parameters'), words: formatCount(model.parameters) },
  {
    label: t('import.images'),
    words: t('import.imagesOf', {
      rows: model.rows,
      columns: model.columns,
      pixels: t(`export.${model.pixels}`),
    }),
  },
  { label: t('import.classes'), words: classWords(model) },
  { label: t('export.answer'), words: t(`export.${model.answer}`) },
]
