// The rules for generated packages: the strict ones, without those about style, and without types, which the compiler checks.

import tseslint from 'typescript-eslint';

export default tseslint.config({
  files: ['**/*.ts'],
  // The runtime speaks to its own rules, which are stricter.
  linterOptions: { reportUnusedDisableDirectives: 'off' },
  extends: [tseslint.configs.strict],
  rules: {
    // An interface without properties is how an object without known properties is described.
    '@typescript-eslint/no-empty-object-type': 'off',
    '@typescript-eslint/no-invalid-void-type': 'off',
  },
});
