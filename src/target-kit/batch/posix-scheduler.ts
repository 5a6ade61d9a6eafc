import type { Plan } from '../../plan/plan.ts';
import type { BatchDefinition } from './definition.ts';
import type { Directive, DirectiveConflict } from './directive.ts';
import type { DirectiveRules } from './directive-rules.ts';
import type { BatchJob } from './job.ts';
import type { BatchOptions } from './options.ts';
import type { SchedulerAbilities } from './scheduler.ts';

/** The letters for `-m`, by the event of `mail.events`. */
export const posixMailLetters: Readonly<Record<string, string>> = { begin: 'b', end: 'e', fail: 'a' };

/** How a scheduler whose submit command has the POSIX options differs from the others with these options. */
export interface PosixRules<Own extends object, Parsed> {
  readonly name: string;
  readonly submitCommand: string;
  readonly abilities: Omit<SchedulerAbilities, 'throttles' | 'mailEvents'>;
  /** The prefix of directives. */
  readonly directive: string;
  /** For messages: a resource for `-l`, a queue, and a value of `--dependency`. */
  readonly examples: { readonly resource: string; readonly queue: string; readonly dependency: string };
  /** Its options: one letter, with the value possibly attached, or words. */
  readonly options: 'letters' | 'words';
  /** The options that make a job an array, and those for account and queue. */
  readonly array: string;
  readonly account: string;
  readonly mailLetters?: Readonly<Record<string, string>>;
  /** More options that the scripts rely on, and more that have an option of the target. */
  readonly reserved: Readonly<Record<string, string>>;
  readonly typed?: Readonly<Record<string, string>>;
  /** Resources of `-l` that have an option of the target, with its name. */
  resources(options: BatchOptions & Own): Readonly<Record<string, string>>;
  /** The directives before those of account, queue and mail. */
  lines(job: BatchJob<Own, Parsed>): readonly string[];
}

type PosixPart =
  | 'name'
  | 'prefix'
  | 'submitCommand'
  | 'directive'
  | 'queue'
  | 'examples'
  | 'abilities'
  | 'directives';

/** Such a scheduler's description of itself and its directives. */
export function posixScheduler<Own extends object, Parsed>(
  rules: PosixRules<Own, Parsed>,
): Pick<BatchDefinition<Own, Parsed>, PosixPart> {
  const { name, submitCommand, directive, examples, array, mailLetters = posixMailLetters } = rules;
  return {
    name,
    prefix: name.toUpperCase(),
    submitCommand,
    directive,
    queue: 'queue',
    examples: {
      directive: `-l ${examples.resource}`,
      malformed: examples.resource,
      reserved: `${array} 1-5`,
      typed: `-q ${examples.queue}`,
      job: '12_3',
      dependency: examples.dependency,
    },
    abilities: { ...rules.abilities, throttles: true, mailEvents: Object.keys(mailLetters) },
    directives: posixDirectives(rules, mailLetters),
  };
}

function posixDirectives<Own extends object, Parsed>(
  rules: PosixRules<Own, Parsed>,
  mailLetters: Readonly<Record<string, string>>,
): DirectiveRules<Own, Parsed> {
  const { name, directive, account } = rules;
  const site = ({ resources }: Plan): readonly string[] => [
    ...(resources.account === null ? [] : [`${account} ${resources.account}`]),
    ...(resources.partition === null ? [] : [`-q ${resources.partition}`]),
  ];
  return {
    read: (text) => readOption(text, directive, rules.options),
    form: `write \`-l ${rules.examples.resource}\`, or another option of ${rules.submitCommand}`,
    reserved: { ...reservedOptions(name, directive, rules.array), ...rules.reserved },
    typed: { '-q': 'queue', [account]: 'account', '-M': 'mail.user', '-m': 'mail.events', ...rules.typed },
    conflict: (asked, _plan, options) => conflictOf(asked, name, rules.resources(options)),
    lines(job) {
      const { mail } = job.options;
      const events = (mail?.events ?? []).map((event) => mailLetters[event]).join('');
      return [
        ...rules.lines(job),
        ...site(job.plan),
        ...(mail?.user == null ? [] : [`-M ${mail.user}`]),
        ...(events === '' ? [] : [`-m ${events}`]),
        ...job.extra.map(({ option, value }) => (value === null ? option : `${option} ${value}`)),
      ];
    },
  };
}

/** Reads one option, such as `-l software=matlab`, optionally after the directive prefix. */
function readOption(text: string, word: string, options: 'letters' | 'words'): Directive | null {
  const bare = text.startsWith(`${word} `) ? text.slice(word.length).trimStart() : text;
  const form =
    options === 'letters' ? /^(-[a-z])(?:\s*(\S.*?))?\s*$/i : /^(-[a-z][a-z_]*)(?:\s+(\S.*?))?\s*$/i;
  const [, option, value] = form.exec(bare) ?? [];
  return option === undefined || /\p{Cc}/u.test(text) ? null : { option, value: value ?? null };
}

/** Options that the scripts set themselves or rely on, with what to do instead. */
function reservedOptions(name: string, word: string, array: string): Readonly<Record<string, string>> {
  const byLog = 'remove it: each job opens its own log in logs/';
  const variables = 'remove it: use `environment.variables`';
  const noTerminal = 'remove it: jobs of a sweep have no terminal';
  return {
    [array]: `use \`tasks_per_job\`, \`workers\`, \`array_throttle\`, or \`--only\` of submit-${name}.sh`,
    '-o': byLog,
    '-e': byLog,
    '-j': byLog,
    '-k': byLog,
    '-N': `remove it: submit-${name}.sh gives each submission a unique name to find it again`,
    '-S': 'remove it: the scripts need bash',
    '-C': `remove it: directives start with \`${word}\``,
    '-h': `use \`--hold\` of submit-${name}.sh`,
    '-I': noTerminal,
    '-X': noTerminal,
    '-v': variables,
    '-V': variables,
    '-z': `remove it: submit-${name}.sh needs the job ID`,
  };
}

/** Options can also be set through `-l` and `-W`. */
function conflictOf(
  { option, value }: Directive,
  name: string,
  resources: Readonly<Record<string, string>>,
): DirectiveConflict | null {
  const names = (value ?? '').split(',').map((each) => each.split('=', 1)[0]?.trim() ?? '');
  if (option === '-W' && names.includes('depend')) {
    return { typed: 'depend', help: `use \`--dependency\` of submit-${name}.sh` };
  }
  if (option === '-W' && names.includes('block')) {
    return { typed: 'block', help: 'remove it: use status.sh --watch' };
  }
  const known = option === '-l' ? names.find((each) => Object.hasOwn(resources, each)) : undefined;
  const typed = known === undefined ? undefined : resources[known];
  return typed === undefined ? null : { typed, help: `use \`${typed}\`` };
}
