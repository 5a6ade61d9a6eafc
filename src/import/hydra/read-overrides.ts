import type { Span } from '../../source/source.ts';
import type { WrittenEntry } from '../../syntax/write-yaml.ts';
import type { Findings } from '../findings.ts';
import {
  DEFAULT_COUNT,
  type ImportedBlock,
  type ImportedEntry,
  type ImportOptions,
  line,
  noteOf,
  number,
  text,
} from '../imported.ts';
import { isWhole } from '../numbers.ts';
import { readLauncher } from './launcher.ts';
import type { Override } from './override.ts';
import { parseOverride } from './parse-override.ts';
import { gridValue, type HydraSpace, readSpace, type SpaceContext, sampledValue } from './read-space.ts';

export interface HydraSweep {
  readonly defaults: readonly ImportedEntry[];
  readonly block: ImportedBlock;
  /** Overrides that only Hydra can read, as words of the command. */
  readonly words: readonly string[];
  readonly foot: readonly WrittenEntry[];
}

/** Keys by which sweepers that search set the number of tasks. */
const COUNTS = /^hydra\.sweeper\.(?:n_trials|optuna_config\.n_trials|optim\.budget|ax_config\.max_trials)$/;
const SEED = /^hydra\.sweeper\.(?:sampler\.|optuna_config\.|optim\.)?seed$/;
/** Settings that hsm controls itself. */
const OWN = /^hydra\.(?:run|sweep)\b|^hydra\.mode$/;

/** Overrides as a block: a product in the order written, or a sample if the sweeper searches. */
export function readOverrides(
  overrides: readonly Override[],
  optionsOf: SpaceContext['optionsOf'],
  options: ImportOptions,
  findings: Findings,
): HydraSweep {
  const last = [...new Map(overrides.map((each) => [each.name, each])).values()];
  const sweeper = last.find(({ name }) => name === 'hydra/sweeper' || name === 'hydra.sweeper._target_');
  const defaults: ImportedEntry[] = [];
  const swept: { readonly override: Override; readonly space: Exclude<HydraSpace, { kind: 'constant' }> }[] =
    [];
  const words: string[] = [];
  for (const override of last) {
    const { name, text: value } = override;
    if (name.startsWith('hydra.sweeper.params.')) continue;
    if (isForHydra(name)) {
      if (!COUNTS.test(name) && !SEED.test(name)) reportSetting(override, findings);
      continue;
    }
    if (value.includes('${')) {
      // Hydra resolves it in a word of the command; a parameter of hsm is a string.
      words.push(`${name}=${value}`.replace(/\{([A-Za-z_]\w*|env:[^{}]*)\}/g, '{{$1}}'));
      continue;
    }
    const space = read(override);
    if (space?.kind === 'constant')
      defaults.push({ name, value: space.value, note: noteOf(override.nameSpan) });
    else if (space !== null) swept.push({ override, space });
  }
  const launcher = last.filter(({ name }) => name.startsWith('hydra.launcher.'));
  return { defaults, words, block: blockOf(), foot: readLauncher(launcher, findings) };

  function read({ name, text: value, spanOf, nameSpan }: Override): HydraSpace | null {
    const parsed = parseOverride(value);
    if ('text' in parsed) {
      findings.malformed(parsed.text, spanOf(parsed.start, parsed.end), 'not a Hydra value');
      return null;
    }
    return readSpace(parsed, {
      name,
      optionsOf,
      fail: (problem, start, end, help) => {
        findings.malformed(problem, spanOf(start, end), 'invalid', help);
        return null;
      },
      unordered: () => {
        findings.differs(
          'a shuffled or sorted range',
          'a range in order',
          nameSpan,
          'tasks are numbered in the order of the file',
        );
      },
    });
  }

  function blockOf(): ImportedBlock {
    const count = last.find(({ name }) => COUNTS.test(name));
    const searches = count !== undefined || (sweeper !== undefined && !/basic/i.test(sweeper.text));
    const isSample = searches || swept.some(({ space }) => space.kind === 'interval');
    const entryOf = (value: (typeof swept)[number]): ImportedEntry => ({
      name: value.override.name,
      value: (isSample ? null : gridValue(value.space)) ?? sampledValue(value.space),
      note: noteOf(value.override.nameSpan, value.override.text),
    });
    const parameters = swept.map(entryOf);
    if (!isSample || parameters.length === 0) return { grid: parameters, paired: [], sample: null };
    const place = (sweeper ?? count ?? swept[0]?.override)?.nameSpan;
    if (place !== undefined) reportSearch(place, sweeper, findings);
    const seed = last.find(({ name }) => SEED.test(name));
    const settings = [
      countOf(count, place),
      ...(seed === undefined || !isWhole(seed.text)
        ? []
        : [line('seed', number(seed.text), noteOf(seed.nameSpan))]),
    ];
    return {
      grid: [],
      paired: [],
      sample: { settings: [...settings, line('method', text('random'))], parameters },
    };
  }

  function countOf(count: Override | undefined, place: Span | undefined): WrittenEntry {
    if (options.count === null && count !== undefined && isWhole(count.text)) {
      return line('count', number(count.text), noteOf(count.nameSpan, count.name.split('.').at(-1)));
    }
    if (options.count === null && place !== undefined) {
      findings.noEnd('a sweeper that searches', DEFAULT_COUNT, place);
    }
    return line('count', number(String(options.count ?? DEFAULT_COUNT)));
  }
}

/** Whether a name configures a part of Hydra that hsm replaces. */
function isForHydra(name: string): boolean {
  return /^\+*hydra(?:[./](?:sweeper|launcher)\b)/.test(name) || OWN.test(name);
}

function reportSetting({ name, nameSpan, text: value }: Override, findings: Findings): void {
  if (
    name === 'hydra.mode' ||
    /^hydra[./]sweeper(?:\._target_)?$/.test(name) ||
    name.startsWith('hydra.launcher.')
  )
    return;
  const help = OWN.test(name)
    ? 'no action needed: each task has its own directory, which hsm passes as `hydra.run.dir`'
    : name.startsWith('hydra/launcher')
      ? 'choose where tasks run with `--target`, or `hsm sweep --mode`'
      : 'no action needed: here no task depends on the results of another';
  findings.noEquivalent(`\`${name}=${value}\``, nameSpan, help);
}

function reportSearch(place: Span, sweeper: Override | undefined, findings: Findings): void {
  findings.differs(
    sweeper === undefined
      ? 'a search over `interval(…)`'
      : `the sweeper \`${sweeper.text.split('.').at(-1)}\``,
    'a random sample',
    place,
    'the tasks are fixed when a sweep is compiled, not while it runs',
    'write `method: sobol` to cover the space more evenly with the same number of tasks',
  );
}
