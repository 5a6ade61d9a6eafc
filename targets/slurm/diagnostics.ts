import { type DiagnosticsOf, defineDiagnostics } from '../../src/target-kit/kit.ts';

// biome-ignore lint/complexity/noBannedTypes: filled in below
export const slurmDiagnostics: DiagnosticsOf<{}> = defineDiagnostics<{}>({});
