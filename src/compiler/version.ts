import packageJson from '../../package.json' with { type: 'json' };

/** This package's version, as `0.1.0`. */
export const version: string = packageJson.version;

/** The compiler's name in plans and headers. */
export const generator: string = `hsm ${version}`;
