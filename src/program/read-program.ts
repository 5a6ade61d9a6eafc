import { readArgparse } from './argparse.ts';
import { readClick } from './click.ts';
import { constantsOf } from './literals.ts';
import type { ProgramParameters } from './parameter.ts';
import { readEnvironment, readSysArgv } from './python-words.ts';
import { readCommandArgs, readOptparse } from './r-options.ts';
import { tokensOf } from './tokens.ts';
import { readTyper } from './typer.ts';

/**
 * The parameters of a program, from its text alone; nothing is executed. Null if the text does not show them or is not
 * understood. `name` is the name of its file. Parameters from Hydra's configs are read elsewhere, because they are in
 * other files.
 */
export function readProgram(name: string, text: string): ProgramParameters | null {
  const tokens = tokensOf(text);
  if (tokens === null) return null;
  const constants = constantsOf(text);
  const uses = (library: string): boolean =>
    new RegExp(`^\\s*(?:import|from|library\\(|require\\()\\s*["']?${library}\\b`, 'm').test(text);
  if (/\.r$/i.test(name)) {
    if (uses('optparse')) return readOptparse(tokens, constants);
    if (uses('argparse')) return readArgparse(tokens, constants);
    return readCommandArgs(text) ?? readEnvironment(text, constants);
  }
  if (uses('typer')) return readTyper(tokens, constants);
  if (uses('click')) return readClick(tokens, constants);
  if (uses('argparse')) return readArgparse(tokens, constants);
  if (/\bsys\.argv\b/.test(text)) return readSysArgv(text, constants);
  return readEnvironment(text, constants);
}
