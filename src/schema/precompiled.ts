import type { ValidateFunction } from 'ajv';

/**
 * Validators made at build, by the JSON text of their schema: compiling one takes longer than all the
 * rest of a build. Empty here; `scripts/precompile-schemas.mjs` fills them in where the program is
 * bundled.
 */
export const checkersMade: ReadonlyMap<string, ValidateFunction> = new Map();

/** The same for validators that fill in defaults. */
export const fillersMade: ReadonlyMap<string, ValidateFunction> = new Map();
