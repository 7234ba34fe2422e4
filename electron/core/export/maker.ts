import { answerParent } from './answer-parent.ts'
import type { Made, ToMaker } from './maker-messages.ts'
import { makeModel } from './make-model.ts'

// The entry of a process that makes a model file: a large one as text takes seconds, which the core does not have.
answerParent<Made, ToMaker>(makeModel)
