import { answerParent } from './answer-parent.ts'
import { answersOfFile } from './answers-of-file.ts'
import type { Answers, ToProver } from './prover-messages.ts'

// The entry of a process that loads a written model from nothing but its file, and answers with it.
answerParent<Answers, ToProver>(answersOfFile)
