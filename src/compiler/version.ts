import packageJson from '../../package.json' with { type: 'json' };

/** This package's version, as `0.1.0`. */
export const version: string = packageJson.version;

/** How plans and headers name the compiler. */
export const generator: string = `hsm ${version}`;
