import { leakySlope } from '../train/activation.ts'
import type { PlainModel } from './plain-model.ts'

/**
 * One C99 header without any dependency but math.h: weights as constants, and a function that reads an image. For small
 * boards: it allocates nothing beyond two arrays of the widest layer on the stack.
 */
export function cHeader(model: PlainModel): string {
  const { rows, columns, classes, layers } = model
  const inputs = rows * columns
  const widest = Math.max(...layers.map(({ shape }) => shape.outputs))
  return [
    `/* ${String(rows)} x ${String(columns)} pixels, row by row, white on black, ${pixelsOf(model)}; ${answerOf(model)}.`,
    `   Define DIGIT_MODEL_IMPLEMENTATION in one file before it is included. */`,
    '#ifndef DIGIT_MODEL_H',
    '#define DIGIT_MODEL_H',
    `#define DIGIT_MODEL_INPUTS ${String(inputs)}`,
    `#define DIGIT_MODEL_CLASSES ${String(classes.length)}`,
    '',
    '/* Names of the classes, in the order of the answers. */',
    'extern const char *const digit_model_classes[DIGIT_MODEL_CLASSES];',
    '/* Fills `answers` and returns the index of the greatest. */',
    'int digit_model_read(const float *pixels, float *answers);',
    '',
    '#ifdef DIGIT_MODEL_IMPLEMENTATION',
    '#include <math.h>',
    '',
    `const char *const digit_model_classes[DIGIT_MODEL_CLASSES] = {${classes.map(cText).join(', ')}};`,
    ...layers.flatMap(({ matrix, biases }, index) => [
      `static const float digit_w${String(index + 1)}[${String(matrix.length)}] = {`,
      ...cNumbers(matrix),
      '};',
      `static const float digit_b${String(index + 1)}[${String(biases.length)}] = {`,
      ...cNumbers(biases),
      '};',
    ]),
    '',
    'static void digit_layer(const float *in, int inputs, const float *w, const float *b, float *out, int outputs) {',
    '  for (int o = 0; o < outputs; o++) out[o] = b[o];',
    '  for (int i = 0; i < inputs; i++)',
    '    if (in[i] != 0)',
    '      for (int o = 0; o < outputs; o++) out[o] += in[i] * w[(long)i * outputs + o];',
    '}',
    '',
    'static void digit_activate(float *x, int n) {',
    `  for (int i = 0; i < n; i++) x[i] = ${activations[model.activation]};`,
    '}',
    '',
    'int digit_model_read(const float *pixels, float *answers) {',
    `  float a[${String(widest)}], b[${String(widest)}];`,
    ...passes(model),
    ...(model.answer === 'probabilities' ? softmax : []),
    '  int best = 0;',
    '  for (int c = 1; c < DIGIT_MODEL_CLASSES; c++)',
    '    if (answers[c] > answers[best]) best = c;',
    '  (void)a; (void)b; (void)digit_activate;',
    '  return best;',
    '}',
    '#endif',
    '#endif',
    '',
  ].join('\n')
}

const pixelsOf = ({ pixels }: PlainModel) => (pixels === 'unit' ? '0 to 1' : '0 to 255')
const answerOf = ({ answer }: PlainModel) => `answers are ${answer}`

const activations: Readonly<Record<PlainModel['activation'], string>> = {
  relu: 'x[i] > 0 ? x[i] : 0',
  'leaky-relu': `x[i] > 0 ? x[i] : ${String(leakySlope)}f * x[i]`,
  elu: 'x[i] > 0 ? x[i] : expm1f(x[i])',
  gelu: '0.5f * x[i] * (1 + erff(x[i] * 0.70710678f))',
  tanh: 'tanhf(x[i])',
  sigmoid: '1 / (1 + expf(-x[i]))',
}

/** Layers take turns between two arrays; the last one writes the answer. */
const passes = ({ layers }: PlainModel): readonly string[] =>
  layers.flatMap(({ shape }, index) => {
    const from = index === 0 ? 'pixels' : (['b', 'a'] as const)[index % 2]
    const isLast = index === layers.length - 1
    const to = isLast ? 'answers' : (['a', 'b'] as const)[index % 2]
    const number = String(index + 1)
    const call = `  digit_layer(${String(from)}, ${String(shape.inputs)}, digit_w${number}, digit_b${number}, ${String(to)}, ${String(shape.outputs)});`
    return isLast ? [call] : [call, `  digit_activate(${String(to)}, ${String(shape.outputs)});`]
  })

const softmax = [
  '  float most = answers[0], sum = 0;',
  '  for (int c = 1; c < DIGIT_MODEL_CLASSES; c++)',
  '    if (answers[c] > most) most = answers[c];',
  '  for (int c = 0; c < DIGIT_MODEL_CLASSES; c++) sum += answers[c] = expf(answers[c] - most);',
  '  for (int c = 0; c < DIGIT_MODEL_CLASSES; c++) answers[c] /= sum;',
]

const perLine = 12

/** Nine digits tell every float32 from its neighbours. */
function cNumbers(values: Float32Array): readonly string[] {
  const texts = Array.from(values, (value) => `${value.toExponential(8)}f`)
  return Array.from(
    { length: Math.ceil(texts.length / perLine) },
    (_, line) => `${texts.slice(line * perLine, (line + 1) * perLine).join(',')},`,
  )
}

/** A C string literal: every byte that is not plain ASCII in octal, which ends after three digits. */
const cText = (text: string): string =>
  `"${Array.from(new TextEncoder().encode(text), (byte) =>
    /[\w .-]/.test(String.fromCharCode(byte)) && byte < 128
      ? String.fromCharCode(byte)
      : `\\${byte.toString(8).padStart(3, '0')}`,
  ).join('')}"`
