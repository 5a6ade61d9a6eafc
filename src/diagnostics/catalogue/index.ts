import type { DiagnosticKind } from '../diagnostic.ts';
import { checkDiagnostics } from './check.ts';
import { commandDiagnostics } from './command.ts';
import { conditionDiagnostics } from './conditions.ts';
import { derivedDiagnostics } from './derived.ts';
import { foreignDiagnostics } from './foreign.ts';
import { importDiagnostics } from './import.ts';
import { literalDiagnostics } from './literal.ts';
import { passingDiagnostics } from './passing.ts';
import { rangeDiagnostics } from './ranges.ts';
import { resultDiagnostics } from './results.ts';
import { sampleDiagnostics } from './samples.ts';
import { schemaDiagnostics } from './schema.ts';
import { settingsDiagnostics } from './settings.ts';
import { startDiagnostics } from './start.ts';
import { syntaxDiagnostics } from './syntax.ts';
import { tableDiagnostics } from './tables.ts';

/** Every kind of diagnostic of the core, by code. Targets have their own. */
export const coreDiagnostics: readonly DiagnosticKind<never>[] = [
  syntaxDiagnostics,
  schemaDiagnostics,
  checkDiagnostics,
  conditionDiagnostics,
  derivedDiagnostics,
  foreignDiagnostics,
  rangeDiagnostics,
  tableDiagnostics,
  sampleDiagnostics,
  passingDiagnostics,
  literalDiagnostics,
  startDiagnostics,
  resultDiagnostics,
  settingsDiagnostics,
  commandDiagnostics,
  importDiagnostics,
]
  .flatMap((catalogue): readonly DiagnosticKind<never>[] => Object.values(catalogue))
  .sort((a, b) => (a.code < b.code ? -1 : 1));
