import { dirname, join } from 'node:path';
import { Diagnostics } from '../diagnostics/diagnostics.ts';
import { defaultsOf } from '../hydra-config/defaults-list.ts';
import { mainConfig } from '../hydra-config/main-config.ts';
import { fieldsOf, storedClass } from '../program/dataclasses.ts';
import { constantsOf } from '../program/literals.ts';
import { parameter, typeOf } from '../program/option.ts';
import type { ProgramParameter, ProgramParameters } from '../program/parameter.ts';
import type { SyntaxNode } from '../syntax/node.ts';
import { parseYaml } from '../syntax/parse.ts';
import { toValue } from '../syntax/plain.ts';
import { beginningOf } from './beginning-of.ts';
import { namesIn } from './detect-script.ts';

/** The directory of a Hydra script's configs, and the content of its primary config. */
export interface HydraConfig extends ProgramParameters {
  /** The script names the directory itself, so it need not be passed. */
  readonly namesDirectory: boolean;
}

/**
 * The groups and nested options that a Hydra script takes, from its config. `script` and `directory` are relative to
 * `root`; `directory` is used if the script names none. Null if neither a file nor a dataclass with the config is
 * found.
 */
export function readHydra(
  root: string,
  script: string,
  text: string,
  directory: string | null,
): HydraConfig | null {
  const { path, name: written } = mainConfig(text);
  const name = written ?? 'config';
  const folder = path === null ? join(root, directory ?? '.') : join(root, dirname(script), path);
  const parameters = configParameters(folder, name);
  const className = storedClass(text, name);
  const found = parameters ?? (className === null ? null : fieldsOf(text, className, constantsOf(text)));
  if (found === null) return null;
  return { reader: 'Hydra', passing: 'hydra', parameters: found, byPlace: [], namesDirectory: path !== null };
}

/** A config's own options, its groups, and the options in the selected option of each group. */
function configParameters(folder: string, name: string): readonly ProgramParameter[] | null {
  const config = readConfig(folder, name);
  if (config === null) return null;
  const groups = defaultsOf(config).flatMap((item) => {
    if (item.kind !== 'group') return [];
    const { group, isRequired } = item;
    const [option = null] = item.options;
    const options = namesIn(join(folder, group)).filter((file) => /\.yaml$/.test(file));
    if (options.length === 0) return [];
    const choices = options.map((file) => ({ type: 'string', text: file.replace(/\.yaml$/, '') }) as const);
    const chosen = option === null ? null : ({ type: 'string', text: option } as const);
    const below = option === null ? null : readConfig(join(folder, group), option);
    return [
      parameter(group, { type: 'string', choices, default: chosen, isRequired }),
      ...(below === null || below.kind !== 'mapping' ? [] : leaves(below, `${group.replaceAll('/', '.')}.`)),
    ];
  });
  return [...groups, ...leaves(config, '')];
}

/** A config file; null if it does not exist, or if it puts its options into a package other than its own. */
function readConfig(folder: string, name: string): SyntaxNode | null {
  const path = join(folder, `${name}.yaml`);
  const text = beginningOf(path);
  if (text === null || /^#\s*@package\b/m.test(text)) return null;
  return parseYaml({ path, text }, new Diagnostics());
}

function leaves(node: SyntaxNode, prefix: string): readonly ProgramParameter[] {
  if (node.kind !== 'mapping') return [];
  return node.entries.flatMap(({ key, value }) => {
    if (prefix === '' && (key.text === 'hydra' || key.text === 'defaults')) return [];
    if (key.text.startsWith('_') || !/^\w+$/.test(key.text)) return [];
    const name = `${prefix}${key.text}`;
    if (value.kind === 'mapping') return leaves(value, `${name}.`);
    const isMissing = value.kind === 'scalar' && value.text === '???';
    // A value that is computed from others is not a parameter.
    if (value.kind === 'scalar' && value.text.includes('${')) return [];
    const written = isMissing || (value.kind === 'scalar' && value.type === 'null') ? null : toValue(value);
    return [parameter(name, { type: typeOf(written), default: written, isRequired: isMissing })];
  });
}
