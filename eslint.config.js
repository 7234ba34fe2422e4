import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import accessibility from 'eslint-plugin-vuejs-accessibility'
import { defineConfig, globalIgnores } from 'eslint/config'
import ts from 'typescript-eslint'

const electron = {
  regex: '^electron$',
  message: 'Only main.ts, preload.ts and window/ know Electron; pass what you need as an argument.',
}
const sql = {
  group: ['better-sqlite3', 'kysely'],
  message: 'SQL lives in electron/store; add a function there.',
}
const tensors = {
  group: ['@tensorflow/*'],
  message:
    'TensorFlow lives in electron/train and in formats/tfjs-answers.ts; send a message to a child process.',
}
const runtimes = {
  group: ['onnxruntime-web'],
  message:
    'The runtime of ONNX lives in formats/onnx/onnx-answers.ts; send a message to a child process.',
}
const doors = {
  group: ['**/main.ts', '**/preload.ts', '**/server.ts', '**/cli.ts', '**/cli/**'],
  message: 'The product never knows its door; emit an event or return a value.',
}
const inner = {
  group: ['**/core/**', '**/train/**', '**/store/**', '**/formats/**'],
  message: 'Only the contract; ask the core through a call.',
}
const vueOnly = {
  group: ['vue', 'pinia', 'vue-router', '*.vue'],
  message: 'lib/ is pure; take plain values and return plain values.',
}

/**
 * The arrows of docs/architecture.md: which imports a folder may not have.
 * @param {string[]} files
 * @param {({ group: string[], message: string } | { regex: string, message: string })[]} patterns
 * @param {string[]} ignores
 * @returns {import('eslint').Linter.Config}
 */
const forbidden = (files, patterns, ignores = []) => ({
  files,
  ignores,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
})

const syntax = [
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Chance is an argument: take `random: () => number`.',
  },
  {
    selector: "MemberExpression[object.name='shell'][property.name='openExternal']",
    message: 'Use openOutside() of window/guards.ts, which checks the address.',
  },
  {
    selector: "MemberExpression[object.property.name='webContents'][property.name='send']",
    message: 'Use announceTo() of window/answer-pages.ts, which checks who listens.',
  },
  { selector: 'TSAsExpression > TSAnyKeyword', message: 'Parse it with a schema, or narrow it.' },
]

export default defineConfig(
  globalIgnores(['out', 'dist', '.cache', 'node_modules']),
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  ...vue.configs['flat/recommended'],
  ...accessibility.configs['flat/recommended'],
  {
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
        parser: ts.parser,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'no-restricted-syntax': ['error', ...syntax],
      'no-restricted-exports': [
        'error',
        { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } },
      ],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 10],
      'max-params': ['error', 4],
      eqeqeq: 'error',
      'vue/no-v-html': 'error',
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
    },
  },
  {
    files: ['electron/contract/{,*-}calls.ts', 'electron/contract/takes.ts'],
    rules: {
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
    },
  },
  { files: ['electron/train/**'], rules: { 'max-params': 'off' } },
  forbidden(['electron/contract/**'], [electron, sql, tensors, doors, inner]),
  forbidden(['electron/core/**'], [electron, sql, tensors, runtimes, doors]),
  forbidden(
    ['electron/store/**'],
    [electron, tensors, doors, { ...inner, group: ['**/core/**', '**/train/**', '**/formats/**'] }],
  ),
  forbidden(
    ['electron/train/**'],
    [electron, sql, doors, { ...inner, group: ['**/core/**', '**/store/**'] }],
  ),
  forbidden(
    ['electron/formats/**'],
    [electron, sql, tensors, runtimes, doors, { ...inner, group: ['**/core/**', '**/store/**'] }],
    ['electron/formats/tfjs-answers.ts', 'electron/formats/onnx/onnx-answers.ts'],
  ),
  forbidden(
    [
      'electron/cli/**',
      'electron/cli.ts',
      'electron/server/**',
      'electron/server.ts',
      'electron/pages/**',
    ],
    [electron, sql, tensors],
  ),
  forbidden(['electron/main.ts', 'electron/window/**'], [sql, tensors]),
  forbidden(['electron/preload.ts'], [sql, tensors, inner]),
  forbidden(
    ['renderer/**'],
    [
      electron,
      sql,
      tensors,
      doors,
      inner,
      { group: ['node:*'], message: 'Pages run in a sandbox; ask the core.' },
    ],
  ),
  forbidden(['renderer/lib/**'], [electron, sql, tensors, doors, inner, vueOnly]),
  { files: ['**/*.config.{js,ts}', '**/*.vue'], rules: { 'no-restricted-exports': 'off' } },
  {
    files: ['**/*.{js,mjs,cjs}'],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        Buffer: 'readonly',
      },
    },
  },
  prettier,
)
