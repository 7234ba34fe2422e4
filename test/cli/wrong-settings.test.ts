import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tempDir } from '../temp-dir.ts'
import { digitLab, expectOneLine } from './digit-lab.ts'

test.each<[string, RegExp]>([
  ['train --sed 1', /--sed for train; did you mean --seed\?/],
  ['train --seed', /--seed needs a value/],
  ['train --seed 1 --seed 2', /--seed is given twice/],
  ['train --seed -1', /--seed "-1": Seed must be a whole number from 0 to 4294967295/],
  ['train --seed=1.5', /--seed "1.5": Seed must be a whole number/],
  ['train --seed abc', /--seed "abc": Seed must be a whole number/],
  ['train --seed 0x10', /--seed "0x10": Seed must be a whole number/],
  ['train --seed 4294967296', /to 4294967295/],
  ['train --epochs 0', /--epochs "0": Epochs must be a whole number from 1 to 1000/],
  ['train --batch 10001', /--batch "10001": Batch size must be a whole number from 1 to 10000/],
  ['train --learning-rate 0', /--learning-rate "0": .*from 0.0000001 to 10/],
  ['train --learning-rate=-0.1', /--learning-rate "-0.1"/],
  ['train --learning-rate -0.1', /--learning-rate "-0.1"/],
  ['train --learning-rate Infinity', /--learning-rate "Infinity"/],
  ['train --hidden 0', /--hidden "0": Hidden units must be a whole number from 1 to 4096/],
  ['train --hidden 512-', /--hidden "512-"/],
  ['train --hidden 1-1-1-1-1-1-1-1-1', /Hidden layers must be at most 8/],
  ['train --optimizer adm', /--optimizer "adm": Optimizer must be one of adam, adamw, rmsprop/],
  ['train --activation swish', /Activation must be one of relu, leaky-relu, elu, gelu, tanh/],
  ['train --first-weights zero', /First weights must be one of uniform, glorot, he/],
  ['train --schedule exp', /Schedule must be one of constant, step, cosine/],
  ['train --normalisation none', /Normalisation must be one of unit, standard/],
  [
    'train --dataset letters',
    /--dataset "letters": there is no such data set; data sets are mnist\n/,
  ],
  ['train --momentum 1', /--momentum "1": Momentum must be a number from 0 to 0\.9999/],
  ['train --beta1=-0.1', /--beta1 "-0\.1": Beta 1 must be/],
  ['train --beta2 1', /--beta2 "1": Beta 2 must be a number from 0 to 0\.99999/],
  ['train --decay 2', /--decay "2": Decay must be/],
  ['train --epsilon 0', /--epsilon "0": Epsilon must be/],
  ['train --schedule-every 0', /--schedule-every "0": Epochs between falls must be/],
  ['train --schedule-factor 0', /--schedule-factor "0": Schedule factor must be/],
  ['train --warm-up 0.5', /--warm-up "0\.5": Warm-up steps must be a whole number/],
  ['train --dropout 1', /--dropout "1": Dropout must be a number from 0 to 0\.9/],
  ['train --weight-decay=-1', /--weight-decay "-1": Weight decay must be/],
  ['train --label-smoothing 0.6', /--label-smoothing "0\.6": Label smoothing must be/],
  ['train --affine 3', /--affine "3": Affine strength must be a number from 0 to 2/],
  ['train --styles x', /--styles "x": Style strength must be a number from 0 to 2/],
  ['train --validation 0.6', /--validation "0\.6": Validation share must be/],
  ['train --patience 3', /--patience "3": Patience and keep best need a validation share above 0/],
  ['train --keep-best', /Patience and keep best need a validation share above 0/],
  ['train --keep-best --no-keep-best', /--keep-best or --no-keep-best, not both/],
  ['train --keep-best=yes', /--keep-best takes no value, got "yes"/],
  ['train --preset robst', /--preset "robst": there is no such preset; did you mean robust\?/],
  ['train --preset ../x', /--preset "\.\.\/x": A preset name has 1 to 40/],
  ['train --config', /--config needs a value/],
  ['train --engine gpu', /Engine must be one of native, wasm, cpu/],
  ['train --threads 0', /--threads "0": Threads must be a whole number from 1 to 256/],
  ['train --train-images 60001', /Training images must be a whole number from 1 to 60000/],
  ['train --record-every 0', /--record-every "0"/],
  ['train --name=', /--name "": A name has 1 to 120 characters/],
  ['train --json=yes', /--json takes no value/],
  ['train --name --json', /write --name=--json/],
  ['train --data-dir=', /--data-dir must not be empty/],
])('%s is refused by its setting, and leaves no trace', async (line, named) => {
  const dataDir = join(tempDir(), 'data')
  const ended = await digitLab(dataDir, line.split(' '))
  expectOneLine(ended, named)
  expect(ended.code).toBe(2)
  expect(existsSync(dataDir)).toBe(false)
})
