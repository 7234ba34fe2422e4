import type { ExportFormat, ModelChoice } from '../../../electron/contract/exports.ts'
import type { TrainConfig } from '../../../electron/contract/train-config.ts'
import { numpyForward, scriptForward, torchNetwork } from './forward.ts'

/** What is known of a model file before it is written. */
export interface FileFacts extends Pick<ModelChoice, 'pixels' | 'answer'> {
  readonly fileName: string
  /** Pixels of an image. */
  readonly inputs: number
  /** How many there are. */
  readonly classes: number
  readonly hidden: readonly number[]
  readonly activation: TrainConfig['activation']
}

/** How a file is used elsewhere: a program that runs as it stands, for one black image. */
export interface Usage {
  readonly language: 'Python' | 'JavaScript' | 'C' | 'Terminal'
  /** What the program needs beside its language, as a command or as a word. */
  readonly needs: string
  readonly code: string
}

const imageWords = ({ pixels }: FileFacts) =>
  `your digit, row by row, ${pixels === 'unit' ? '0 black to 1 white' : '0 black to 255 white'}`

const python = (needs: string, lines: readonly string[]): Usage => ({
  language: 'Python',
  needs: `pip install ${needs}`,
  code: lines.join('\n'),
})

/** For programs that take images as rows of an array. */
const numpyImage = (facts: FileFacts) =>
  `image = np.zeros((1, ${String(facts.inputs)}), "float32")  # ${imageWords(facts)}`

const torchLines = (facts: FileFacts, imports: string, tensors: string): readonly string[] => [
  imports,
  `net = ${torchNetwork(facts)}`,
  `net.load_state_dict(${tensors})`,
  `image = torch.zeros(1, ${String(facts.inputs)})  # ${imageWords(facts)}`,
  `print(net(image)${facts.answer === 'probabilities' ? '.softmax(1)' : ''})`,
]

type Told = (facts: FileFacts) => Usage

const usages: Readonly<Record<ExportFormat, Told>> = {
  keras: (facts) =>
    python('keras tensorflow', [
      'import keras, numpy as np',
      numpyImage(facts),
      `print(keras.saving.load_model("${facts.fileName}").predict(image))`,
    ]),
  onnx: (facts) =>
    python('onnxruntime', [
      'import numpy as np, onnxruntime',
      numpyImage(facts),
      `print(onnxruntime.InferenceSession("${facts.fileName}").run(None, {"pixels": image})[0])`,
    ]),
  torch: (facts) =>
    python(
      'torch',
      torchLines(
        facts,
        'import collections, torch',
        `torch.load("${facts.fileName}", weights_only=True)`,
      ),
    ),
  safetensors: (facts) =>
    python(
      'safetensors torch',
      torchLines(
        facts,
        'import collections, zipfile, torch, safetensors.torch',
        `safetensors.torch.load(zipfile.ZipFile("${facts.fileName}").read("model.safetensors"))`,
      ),
    ),
  npz: (facts) =>
    python('numpy', [
      `import ${facts.activation === 'gelu' ? 'math, ' : ''}numpy as np`,
      `m = np.load("${facts.fileName}")`,
      `x = np.zeros(${String(facts.inputs)}, "float32")  # ${imageWords(facts)}`,
      ...numpyForward(facts),
      facts.answer === 'probabilities'
        ? 'print(np.exp(x - x.max()) / np.exp(x - x.max()).sum())'
        : 'print(x)',
    ]),
  tfjs: ({ inputs, ...facts }) => ({
    language: 'JavaScript',
    needs: 'npm install @tensorflow/tfjs',
    code: [
      "import * as tf from '@tensorflow/tfjs'",
      "const model = await tf.loadLayersModel('./model.json') // from the zip file, beside the page",
      `model.predict(tf.zeros([1, ${String(inputs)}])).print() // ${imageWords({ inputs, ...facts })}`,
    ].join('\n'),
  }),
  json: (facts) => ({
    language: 'JavaScript',
    needs: 'Node.js',
    code: [
      "import { readFileSync } from 'node:fs'",
      `const { layers, classes } = JSON.parse(readFileSync('${facts.fileName}', 'utf8'))`,
      `let x = new Array(${String(facts.inputs)}).fill(0) // ${imageWords(facts)}`,
      ...scriptForward(facts),
      'console.log(classes[x.indexOf(Math.max(...x))], x)',
    ].join('\n'),
  }),
  c: (facts) => ({
    language: 'C',
    needs: 'cc digit.c -lm',
    code: [
      '#include <stdio.h>',
      '#define DIGIT_MODEL_IMPLEMENTATION',
      `#include "${facts.fileName}"`,
      'int main(void) {',
      '  static float pixels[DIGIT_MODEL_INPUTS], answers[DIGIT_MODEL_CLASSES];',
      `  /* ${imageWords(facts)} */`,
      '  puts(digit_model_classes[digit_model_read(pixels, answers)]);',
      '}',
    ].join('\n'),
  }),
}

export const bundleUsage = (fileName: string): Usage => ({
  language: 'Terminal',
  needs: 'Digit Lab',
  code: [`digit-lab inspect ${fileName}`, `digit-lab import ${fileName}`].join('\n'),
})

export const usageOf = (format: ExportFormat, facts: FileFacts): Usage => usages[format](facts)
