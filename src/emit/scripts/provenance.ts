import type { WordTemplate } from '../../plan/command.ts';
import type { Plan } from '../../plan/plan.ts';
import { quote } from '../../shell/shell-word.ts';
import { headerView } from '../../target-kit/header-view.ts';
import type { EmitContext, EmittedFile } from '../../target-kit/target.ts';
import { emitWord } from '../word.ts';

/** `scripts/provenance.sh`; `hasSetup` if there is a `scripts/environment.sh` to find Python through. */
export function provenanceScript(plan: Plan, context: EmitContext, hasSetup: boolean): EmittedFile {
  const view = {
    ...headerView(plan, context, 'Records which code runs and where, and shows the records.', [
      'provenance.sh              show all records, without their diffs',
      'provenance.sh NAME         show one record with its diff',
      'provenance.sh --diff NAME  print only its diff, for git apply',
      '',
      'For drivers and status.sh:',
      '  --record NAME --started-by TARGET',
      '                   write state/provenance/NAME.txt: commit, branch, changes, machine, Python and packages',
      '  --changed NAME…  print those of the given records whose code has changed since',
      '  --code SNAPSHOT  the snapshot of the code that the tasks use',
    ]),
    generatorWord: quote(plan.generator),
    sourceWord: quote(plan.source.path),
    projectPath: quote(context.projectPath),
    keepsDiff: plan.provenance?.diff === false ? "''" : 'yes',
    ...pythonView(plan),
    hasSetup,
  };
  return {
    path: 'scripts/provenance.sh',
    text: context.render('provenance.sh', view),
    executable: true,
    summary: 'records which code runs and where, and shows the records',
  };
}

/** How to query the tasks' Python, if they use one. */
function pythonView({ command, environment }: Plan): object {
  const texts = command.words.map(textOf);
  const [program] = command.words;
  const isPython = /(?:^|\/)(?:python[0-9.]*|pypy[0-9.]*)$/.test(texts[0] ?? '');
  const isKnown = program?.every((part) => part.kind === 'text' || part.hole.kind === 'home');
  const asksPython = isPython || texts.some((text) => text === 'python' || text.endsWith('.py'));
  const reason =
    environment.container !== null
      ? `python: the tasks run in the container ${environment.container.image}`
      : environment.setup.length > 0
        ? 'python: environment.setup may choose it, and runs only in tasks'
        : '';
  return {
    asksPython,
    reasonNotAsked: reason === '' ? '' : quote(reason),
    python: isPython && isKnown && program !== undefined ? emitWord(program) : 'python3',
  };
}

/** The text of a word, without the parts that are replaced when a task runs. */
function textOf(word: WordTemplate): string {
  return word.map((part) => (part.kind === 'text' ? part.text : '')).join('');
}
