import { callsOf } from '../program/calls.ts';
import { constantsOf, literalOf } from '../program/literals.ts';
import { tokensOf } from '../program/tokens.ts';

/** The config in a script's `@hydra.main(config_path="conf", config_name="config")`. */
export interface MainConfig {
  /** Relative to the script; null if the script names none. */
  readonly path: string | null;
  /** Without its ending; null if the script names none. */
  readonly name: string | null;
}

/** The primary config in the text of a script. */
export function mainConfig(text: string): MainConfig {
  const constants = constantsOf(text);
  const main = callsOf(tokensOf(text) ?? [], ['main']).find(
    ({ named }) => named.has('config_name') || named.has('config_path'),
  );
  const written = (name: string): string | null => {
    const value = literalOf(main?.named.get(name) ?? [], constants);
    return value?.type === 'string' ? value.text : null;
  };
  return {
    path: written('config_path'),
    name: written('config_name')?.replace(/\.yaml$/, '') ?? null,
  };
}
