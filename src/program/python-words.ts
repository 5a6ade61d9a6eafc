import { type Constants, literalOf } from './literals.ts';
import { defaultOf, parameter, typeNamed, typeOf } from './option.ts';
import type { ProgramParameter, ProgramParameters } from './parameter.ts';
import { valuesByPlace } from './r-options.ts';
import { tokensOf } from './tokens.ts';

/**
 * The parameters that a Python script reads from `sys.argv` without a library: positional values, or words such as
 * `name=value`.
 */
export function readSysArgv(text: string, constants: Constants): ProgramParameters | null {
  const code = text.replace(/(?<=^|\s)#.*/g, '');
  const places = [
    ...code.matchAll(/^[ \t]*(\w+)(?:[ \t]*:[ \t]*\w+)?[ \t]*=[ \t]*(?:(\w+)\()?sys\.argv\[(\d+)\]/gm),
  ];
  if (places.length > 0) {
    const found = places.map(([, name = '', conversion, place]) => {
      const type = conversion === undefined ? 'string' : typeNamed(tokensOf(conversion) ?? []);
      return { place: Number(place), parameter: parameter(name, { type, isRequired: true }) };
    });
    return valuesByPlace('sys.argv', found, 1);
  }
  if (!/\b(?:split|partition)\(["']=["']/.test(code)) return null;
  const parameters = namesAsked(code, constants);
  return { reader: 'sys.argv', passing: 'words', parameters, byPlace: [] };
}

/** The names that are looked up in the parsed words, or that have defaults in them. */
function namesAsked(code: string, constants: Constants): readonly ProgramParameter[] {
  const found = new Map<string, ProgramParameter>();
  for (const holder of holdersOf(code)) {
    for (const [, items = ''] of code.matchAll(new RegExp(`\\b${holder}\\s*=\\s*\\{([^{}]*)\\}`, 'g'))) {
      for (const [, name = '', value = ''] of items.matchAll(/["']([\w.-]+)["']\s*:\s*([^,\n]+)/g)) {
        const written = textual(defaultOf(literalOf(tokensOf(value) ?? [], constants)));
        found.set(name, parameter(name, { type: typeOf(written), default: written }));
      }
    }
    const asked = `(?:(int|float|str)\\(\\s*)?\\b${holder}(?:\\.get\\(\\s*["']([\\w.-]+)["']\\s*(?:,\\s*([^)\\n]+))?\\)|\\[["']([\\w.-]+)["']\\])`;
    for (const [, conversion, got, value = '', taken] of code.matchAll(new RegExp(asked, 'g'))) {
      const name = got ?? taken ?? '';
      const written = textual(defaultOf(literalOf(tokensOf(value) ?? [], constants)));
      const type = conversion === undefined ? typeOf(written) : typeNamed(tokensOf(conversion) ?? []);
      // hsm itself passes these, so nobody sweeps them.
      if (!found.has(name) && !name.startsWith('hydra.'))
        found.set(name, parameter(name, { type, default: written, isRequired: taken !== undefined }));
    }
  }
  return [...found.values()];
}

/**
 * The variables that the words are read into: `x = dict(… sys.argv …)`, or `x[name] = …` after a split; with their
 * initial values: `x = dict(DEFAULTS)`.
 */
function holdersOf(code: string): readonly string[] {
  const holders = ['sys\\.argv'];
  for (const [, name = '', value = ''] of code.matchAll(/^[ \t]*(\w+)[ \t]*=(?!=)([^\n]*)/gm)) {
    if (holders.some((holder) => new RegExp(`\\b${holder}\\b(?!\\.)`).test(value))) holders.push(name);
  }
  for (const [, name = ''] of code.matchAll(/\b(\w+)\[[A-Za-z_]\w*\]\s*=(?!=)/g)) holders.push(name);
  const copied = holders.slice(1).flatMap((holder) => {
    const copy = new RegExp(
      `^[ \\t]*${holder}\\s*=\\s*(?:dict\\((\\w+)|\\{\\s*\\*\\*(\\w+)|(\\w+)\\.copy\\()`,
      'm',
    ).exec(code);
    return copy?.slice(1).find((name) => name !== undefined) ?? [];
  });
  return [...new Set([...copied, ...holders.slice(1)])];
}

/**
 * Environment variables that are not parameters of a program: those of schedulers, libraries and the system, and
 * secrets.
 */
const OTHERS =
  /^(?:HSM|CUDA|NVIDIA|OMP|MKL|OPENBLAS|NCCL|WANDB|XDG|LC|CONDA|PYTHON|HF|MASTER)_|(?:JOB|TASK|ARRAY|PROC|NODE|LOCAL)_?(?:ID|NAME|LIST|INDEX)|NTASKS|^(?:PATH|HOME|USER|SHELL|TMPDIR|LANG|PWD|HOSTNAME|DISPLAY|TERM|PYTHONPATH|LOCAL_RANK|RANK|WORLD_SIZE|DEBUG|LD_LIBRARY_PATH|NO_COLOR|\w*(?:KEY|TOKEN|SECRET|PASSWORD))$/;

/** The environment variables that a Python or R script reads; null if it reads none. */
export function readEnvironment(text: string, constants: Constants): ProgramParameters | null {
  const code = text.replace(/(?<=^|\s)#.*/g, '');
  const found = new Map<string, ProgramParameter>();
  const asked =
    /(?:\b(int|float|str|as\.\w+)\(\s*)?(?:\bos\.environ\.get\(|\bos\.getenv\(|\bos\.environ\[|\bSys\.getenv\()\s*["'](\w+)["']\s*(?:,\s*([^)\n]+))?/g;
  for (const [whole, conversion, name = '', value = ''] of code.matchAll(asked)) {
    if (OTHERS.test(name) || found.has(name)) continue;
    const written = textual(defaultOf(literalOf(tokensOf(value) ?? [], constants)));
    const type = conversion === undefined ? 'string' : typeNamed(tokensOf(conversion) ?? []);
    const isRequired = whole.includes('environ[');
    found.set(name, parameter(name, { type, default: written, isRequired }));
  }
  if (found.size === 0) return null;
  return { reader: 'the environment', passing: 'env', parameters: [...found.values()], byPlace: [] };
}

/** Such a default is written as text: `"0.1"` is the number. */
function textual(value: ProgramParameter['default']): ProgramParameter['default'] {
  return value?.type === 'string' ? (literalOf(tokensOf(value.text) ?? []) ?? value) : value;
}
