import * as v from 'valibot'

export const optimizers = ['adam', 'adamw', 'rmsprop', 'momentum', 'nesterov', 'sgd'] as const
export const activations = ['relu', 'leaky-relu', 'elu', 'gelu', 'tanh', 'sigmoid'] as const
export const firstWeightKinds = ['uniform', 'glorot', 'he'] as const
export const schedules = ['constant', 'step', 'cosine'] as const
export const normalisations = ['unit', 'standard'] as const

/** The same for whole numbers. */
export const wholeNumber = (name: string, least: number, most: number) => {
  const rule = `${name} must be a whole number from ${String(least)} to ${String(most)}`
  return v.pipe(v.number(rule), v.integer(rule), v.minValue(least, rule), v.maxValue(most, rule))
}

/** A number within limits; the rule is one sentence that names what is set and what is allowed. */
export const number = (name: string, least: number, most: number) => {
  const rule = `${name} must be a number from ${String(least)} to ${String(most)}`
  return v.pipe(v.number(rule), v.minValue(least, rule), v.maxValue(most, rule))
}

const oneOf = <const T extends readonly string[]>(name: string, options: T) =>
  v.picklist(options, `${name} must be one of ${options.join(', ')}`)

export const LearningRate = v.pipe(
  v.number('Learning rate must be a number from 0.0000001 to 10'),
  v.minValue(1e-7, 'Learning rate must be a number from 0.0000001 to 10'),
  v.maxValue(10, 'Learning rate must be a number from 0.0000001 to 10'),
)

/** Names a data set, and the folder of its files. */
export const DatasetId = v.pipe(
  v.string('Data set must be a name'),
  v.regex(
    /^[a-z0-9][a-z0-9-]{0,39}$/,
    'The name of a data set has 1 to 40 lower-case letters, digits and hyphens',
  ),
)

const hiddenRule = 'Hidden layers must be at most 8'

/** Every hyperparameter by itself; the defaults are the reference experiment. */
const settings = v.strictObject({
  dataset: v.optional(DatasetId, 'mnist'),
  /** Units of each hidden layer, from input to output; none makes a softmax regression. */
  hidden: v.optional(
    v.pipe(
      v.array(wholeNumber('Hidden units', 1, 4096), 'Hidden layers must be a list of numbers'),
      v.maxLength(8, hiddenRule),
    ),
    [500],
  ),
  activation: v.optional(oneOf('Activation', activations), 'relu'),
  /** How the first weights are drawn: ±1/√fan-in with biases alike, or Glorot's or He's uniform with biases of 0. */
  firstWeights: v.optional(oneOf('First weights', firstWeightKinds), 'uniform'),
  optimizer: v.optional(oneOf('Optimizer', optimizers), 'adam'),
  /** Share of the last update carried into the next, for momentum and nesterov. */
  momentum: v.optional(number('Momentum', 0, 0.9999), 0.9),
  /** Of adam and adamw. */
  beta1: v.optional(number('Beta 1', 0, 0.9999), 0.9),
  /** Of adam and adamw. */
  beta2: v.optional(number('Beta 2', 0, 0.99999), 0.999),
  /** Share of the mean square that rmsprop keeps at each step. */
  decay: v.optional(number('Decay', 0, 0.9999), 0.9),
  /** Keeps adam, adamw and rmsprop from dividing by zero. */
  epsilon: v.optional(number('Epsilon', 1e-12, 1), 1e-8),
  learningRate: v.optional(LearningRate, 0.001),
  /** How the learning rate falls: not at all, by a factor every few epochs, or along half a cosine to zero. */
  schedule: v.optional(oneOf('Schedule', schedules), 'constant'),
  /** Epochs between two falls of the step schedule. */
  scheduleEvery: v.optional(wholeNumber('Epochs between falls', 1, 1000), 5),
  /** What the step schedule multiplies the learning rate by. */
  scheduleFactor: v.optional(number('Schedule factor', 0.001, 1), 0.5),
  /** Steps in which the learning rate rises from zero in a line. */
  warmUp: v.optional(wholeNumber('Warm-up steps', 0, 100_000), 0),
  /** Images a step. */
  batch: v.optional(wholeNumber('Batch size', 1, 10_000), 100),
  epochs: v.optional(wholeNumber('Epochs', 1, 1000), 5),
  /** Share of each hidden layer's outputs left out at each step. */
  dropout: v.optional(number('Dropout', 0, 0.9), 0),
  /** Pulls the weights, not the biases, to zero: decoupled for adamw, as a part of the gradient for the others. */
  weightDecay: v.optional(number('Weight decay', 0, 1), 0),
  /** Share of the target that is spread over all classes. */
  labelSmoothing: v.optional(number('Label smoothing', 0, 0.5), 0),
  /** Strength of rotating, shearing, scaling, shifting and thickening images; 1 is the robust preset's. */
  affine: v.optional(number('Affine strength', 0, 2), 0),
  /** Strength of drawing slashes, flags, feet and bars as pens do; 1 is the robust preset's. */
  styles: v.optional(number('Style strength', 0, 2), 0),
  /** Pixels as 0 to 1, or less their mean and divided by their deviation. */
  normalisation: v.optional(oneOf('Normalisation', normalisations), 'unit'),
  /** First images of the training set to use; absent means all. */
  trainImages: v.optional(wholeNumber('Training images', 1, 1_000_000)),
  /** Share of these, from the end, kept out of training to score each epoch. */
  validation: v.optional(number('Validation share', 0, 0.5), 0),
  /** Epochs without a better validation error after which training ends; 0 never ends it early. */
  patience: v.optional(wholeNumber('Patience', 0, 1000), 0),
  /** Ends with the weights of the epoch with the best validation error. */
  keepBest: v.optional(v.boolean('Keep best must be true or false'), false),
  seed: v.optional(wholeNumber('Seed', 0, 4_294_967_295), 1),
  /** Steps between two points of the running loss and error. */
  recordEvery: v.optional(wholeNumber('Steps between points', 1, 10_000), 20),
})

/** Everything that decides the weights a run ends with. */
export const TrainConfig = v.pipe(
  settings,
  v.check(
    ({ patience, keepBest, validation }) => validation > 0 || (patience === 0 && !keepBest),
    'Patience and keep best need a validation share above 0',
  ),
)
export type TrainConfig = v.InferOutput<typeof settings>

/** Of an imported run, whose network may have more layers than are trained here. */
export const ImportedConfig = v.strictObject({
  ...settings.entries,
  hidden: v.pipe(v.array(wholeNumber('Hidden units', 1, 4096)), v.maxLength(15)),
})

/** Every hyperparameter by its name, in the order in which they are shown. */
export const settingNames = Object.keys(settings.entries) as readonly (keyof TrainConfig)[]

/** The configuration whose results were published (product.md); defaults of every form and command. */
export const referenceConfig: TrainConfig = v.parse(TrainConfig, {})
