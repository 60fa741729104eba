// @ts-check
import astro from 'eslint-plugin-astro';
import compat from 'eslint-plugin-compat';
import { defineConfig, globalIgnores } from 'eslint/config';
import typescript from 'typescript-eslint';
import importRule from './tests/architecture/import-rule.js';

export default defineConfig(
  globalIgnores(['dist/', 'dist.releases/', '.astro/', '.cache/', 'node_modules/', 'tests/fixtures/', 'test-results/']),
  {
    files: ['**/*.{ts,tsx,mjs,js}'],
    extends: [typescript.configs.strictTypeChecked, typescript.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // Written for the reader: a type that only one file uses needs no interface, and a dictionary is a Record.
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // `noPropertyAccessFromIndexSignature` asks for brackets where a key may be missing.
      '@typescript-eslint/dot-notation': ['error', { allowIndexSignaturePropertyAccess: true }],
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      eqeqeq: 'error',
    },
  },
  {
    // Who may import whom, said while somebody writes; tests/architecture holds it too.
    files: ['src/**/*.{ts,astro}', 'keystatic.config.ts'],
    ignores: ['**/*.d.ts'],
    plugins: { architecture: { rules: { imports: importRule } } },
    rules: { 'architecture/imports': 'error' },
  },
  {
    // What the oldest browsers of package.json lack: what a page would call there, and what V8 had wrong before 9.1.
    files: ['src/**/*.client.ts', 'src/domain/**/*.ts', 'src/search/*.client.ts'],
    extends: [compat.configs['flat/recommended']],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ChainExpression CallExpression > SpreadElement',
          message: 'Chrome before 91 evaluates spread arguments in an optional chain wrongly.',
        },
      ],
    },
  },
  {
    files: ['**/*.test.ts'],
    rules: {
      // node:test returns a promise from test(), which the runner itself awaits.
      '@typescript-eslint/no-floating-promises': 'off',
    },
  },
  {
    files: ['eslint.config.js', 'astro.config.mjs'],
    extends: [typescript.configs.disableTypeChecked],
  },
  ...astro.configs['flat/recommended'],
);
