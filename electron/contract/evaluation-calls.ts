import {
  CheckpointOnSet,
  ChosenImages,
  HardestOfRuns,
  OneImage,
  PileOfTwo,
  TwoRuns,
  type BoardImage,
  type ErrorBoard,
  type EvaluatedImage,
  type Evaluation,
  type HardImage,
  type ImageAnswers,
  type ImagePage,
} from './evaluations.ts'
import { takes } from './takes.ts'

/** What may be asked of how checkpoints read whole sets of images. */
export const evaluationCalls = {
  /** Evaluates a checkpoint on a set, or returns what was found before on the same weights and images. */
  'evaluations.show': takes(CheckpointOnSet).returns<Evaluation>(),
  /** Images of an evaluation by class and answer. */
  'evaluations.images': takes(ChosenImages).returns<ImagePage<EvaluatedImage>>(),
  /** One image of the set as the first of the runs has it, and what each of them says: the first by a checkpoint that can be chosen. */
  'evaluations.answers': takes(OneImage).returns<ImageAnswers>(),
  /** Two checkpoints on the same images; refused where theirs differ. */
  'evaluations.board': takes(TwoRuns).returns<ErrorBoard>(),
  'evaluations.pile': takes(PileOfTwo).returns<ImagePage<BoardImage>>(),
  /** Images that the runs read wrong, those that most of them do first; `every`: only those that all do. */
  'evaluations.hardest': takes(HardestOfRuns).returns<ImagePage<HardImage>>(),
}
