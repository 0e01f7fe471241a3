import js from '@eslint/js'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

const core = ['src/{lib,protocol,bus,event-log,accounts,chat,setup,routing,delivery}/**/*.ts']

const namedExportsOnly = [
  { selector: 'ExportDefaultDeclaration', message: 'Give it a name: the same one everywhere it is used.' },
]

export default defineConfig(
  { ignores: ['dist/', 'data/', 'node_modules/', 'artifacts/', '*.cjs', 'web/**/*.config.ts', 'web/console/public/'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './web/console/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Marked to warn of it: an identity provider without TLS is allowed on this machine alone (see `issuer` in setting-kinds.ts).
      '@typescript-eslint/no-deprecated': [
        'error',
        { allow: [{ from: 'package', package: 'oauth4webapi', name: 'allowInsecureRequests' }] },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/unified-signatures': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...namedExportsOnly],
    },
  },
  {
    // Time and chance are arguments here, so that any history can be replayed.
    files: core,
    ignores: ['**/*.test.ts', '**/*.contract.ts', 'src/lib/system-clock.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['setTimeout', 'setInterval', 'setImmediate', 'performance'].map((name) => ({
          name,
          message: 'Take a Clock instead: only the server and the adapters have timers.',
        })),
        { name: 'crypto', message: 'Take an Ids, or whatever port there is.' },
        ...['process', 'fetch', 'globalThis'].map((name) => ({
          name,
          message: 'Only the server and the adapters touch the world.',
        })),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Take a Clock.' },
        { object: 'Math', property: 'random', message: 'Take an Ids.' },
      ],
      'no-restricted-syntax': [
        'error',
        ...namedExportsOnly,
        {
          selector: ':matches(NewExpression, CallExpression)[callee.name="Date"][arguments.length=0]',
          message: 'Take a Clock.',
        },
      ],
    },
  },
  {
    files: ['src/cli/**/*.ts', 'bench/**/*.ts', 'tests/support/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // What people read is in the catalogues, in every language.
    files: ['web/console/**/*.tsx'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...namedExportsOnly,
        {
          selector: 'MemberExpression[object.name="texts"]:not(:function *)',
          message: 'Read it where it is drawn: the language changes while the page is open.',
        },
        ...[
          'JSXText[value=/\\p{L}/u]',
          ':matches(JSXElement, JSXFragment) > JSXExpressionContainer > Literal[value=/\\p{L}/u]',
          ':matches(JSXElement, JSXFragment) > JSXExpressionContainer > TemplateLiteral > TemplateElement[value.raw=/\\p{L}/u]',
          ':matches(JSXElement, JSXFragment) > JSXExpressionContainer > ConditionalExpression > Literal[value=/\\p{L}/u]',
          'JSXAttribute[name.name=/^(alt|aria-description|aria-label|label|placeholder|title)$/] Literal[value=/\\p{L}/u]',
        ].map((selector) => ({ selector, message: 'Put it into the texts, in every language.' })),
      ],
    },
  },
  {
    files: ['**/*.test.ts', '**/*.contract.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    // Vitest reads from the pattern what a fixture needs, so `{}` says something.
    files: ['tests/**/*.ts'],
    rules: { 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] },
  },
  {
    // Plain JavaScript; its types are checked by tsc with scripts/tsconfig.json.
    files: ['scripts/**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { 'no-undef': 'off', 'no-console': 'off', 'no-restricted-syntax': 'off' },
  },
  {
    // Loaded by their tools, which look for a default export; no compiler knows them.
    files: ['vitest.config.ts', 'eslint.config.js'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { 'no-restricted-syntax': 'off' },
  },
)
