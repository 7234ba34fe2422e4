import type { Output } from '../../../electron/contract/calls.ts'
import type {
  BoardImage,
  ErrorPile,
  EvaluatedImage,
  HardImage,
} from '../../../electron/contract/evaluations.ts'
import { formatCount } from '../format.ts'
import { t } from '../translate.ts'

/** Which images are shown: those of a cell, all that are read wrong, those that every run reads wrong, or a pile of a board. */
export type ImageChoice =
  | { readonly kind: 'cell'; readonly row: number; readonly column: number }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'hardest'; readonly isForEvery: boolean }
  | { readonly kind: 'pile'; readonly pile: ErrorPile }

export interface CaptionPart {
  readonly text: string
  readonly sense: 'good' | 'bad' | 'plain'
}

/** An image of a set with the answers it got, in a few signs below it and in words for those who do not see it. */
export interface GalleryImage {
  readonly index: number
  readonly label: number
  readonly pixels: string
  readonly captions: readonly (readonly CaptionPart[])[]
  readonly spoken: string
}

type Classes = readonly string[]

/** Whole percent; only a certainty is 100 %. */
const wholePercent = (share: number): string =>
  `${String(share < 1 ? Math.min(99, Math.round(share * 100)) : 100)} %`

const plain = (text: string): CaptionPart => ({ text, sense: 'plain' })

const nameIn = (classes: Classes, label: number) => classes[label] ?? String(label)

function evaluatedImage(
  { index, label, predicted, confidence, truth, pixels }: EvaluatedImage,
  classes: Classes,
): GalleryImage {
  const [name, says] = [nameIn(classes, label), nameIn(classes, predicted)]
  const sure = wholePercent(confidence)
  const isRight = label === predicted
  const answer: CaptionPart = { text: `${says}  ${sure}`, sense: isRight ? 'good' : 'bad' }
  return {
    index,
    label,
    pixels,
    captions: isRight ? [[answer]] : [[answer], [plain(`${name}  ${wholePercent(truth)}`)]],
    spoken: t('evaluate.imageNamed', { index, true: name, predicted: says, share: sure }),
  }
}

function hardImage(
  { index, label, commonest, wrong, runs, truth, pixels }: HardImage,
  classes: Classes,
): GalleryImage {
  const [name, says] = [nameIn(classes, label), nameIn(classes, commonest)]
  return {
    index,
    label,
    pixels,
    captions: [
      [{ text: says, sense: 'bad' }, plain(t('evaluate.ofRuns', { wrong, runs }))],
      [plain(`${name}  ${wholePercent(truth)}`)],
    ],
    spoken: t('evaluate.hardNamed', {
      index,
      true: name,
      predicted: says,
      wrong: formatCount(wrong),
      runs,
    }),
  }
}

/** Both answers; the second in its sense, or the true class behind two wrong ones. */
function boardCaption(
  { label, a, b }: BoardImage,
  nameOf: (label: number) => string,
): readonly CaptionPart[] {
  const first = plain(`${nameOf(a.predicted)} →`)
  const second = nameOf(b.predicted)
  if (b.predicted === label) return [first, { text: second, sense: 'good' }]
  if (a.predicted === label) return [first, { text: second, sense: 'bad' }]
  return [first, plain(second), plain(t('evaluate.isTrue', { name: nameOf(label) }))]
}

export function boardImage(image: BoardImage, classes: Classes): GalleryImage {
  const { index, label, pixels, a, b } = image
  const nameOf = (each: number) => nameIn(classes, each)
  const names = { true: nameOf(label), a: nameOf(a.predicted), b: nameOf(b.predicted) }
  return {
    index,
    label,
    pixels,
    captions: [boardCaption(image, nameOf)],
    spoken: t('evaluate.boardNamed', { index, ...names }),
  }
}

/** What the core answered to one of the questions for images. */
export type ImagePart =
  | { readonly kind: 'evaluated'; readonly page: Output<'evaluations.images'> }
  | { readonly kind: 'hard'; readonly page: Output<'evaluations.hardest'> }
  | { readonly kind: 'board'; readonly page: Output<'evaluations.pile'> }

export function galleryImages(part: ImagePart, classes: Classes): readonly GalleryImage[] {
  switch (part.kind) {
    case 'evaluated':
      return part.page.images.map((image) => evaluatedImage(image, classes))
    case 'hard':
      return part.page.images.map((image) => hardImage(image, classes))
    case 'board':
      return part.page.images.map((image) => boardImage(image, classes))
  }
}
