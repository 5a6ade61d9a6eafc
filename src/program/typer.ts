import { argumentsOf, depthChange, readCall } from './calls.ts';
import { type Constants, literalOf } from './literals.ts';
import { defaultOf, parameter, typeNamed } from './option.ts';
import type { ProgramParameter, ProgramParameters } from './parameter.ts';
import type { Token } from './tokens.ts';

interface Argument extends ProgramParameter {
  /** Passed by its place, without a name. */
  readonly isByPlace: boolean;
}

/** The options of the only function that Typer turns into a command; null if it has several. */
export function readTyper(tokens: readonly Token[], constants: Constants): ProgramParameters | null {
  const start = commandStart(tokens);
  if (start === null) return null;
  const found = argumentsOf(tokens, start).flatMap((words) => argumentOf(words, constants) ?? []);
  const parameters = found.filter(({ isByPlace }) => !isByPlace).map(({ isByPlace: _, ...option }) => option);
  const byPlace = found
    .filter(({ isByPlace, isRequired }) => isByPlace && isRequired)
    .map(({ name }) => name);
  return { reader: 'Typer', passing: 'argparse', parameters, byPlace };
}

/**
 * Where the arguments of the function begin: the function of `typer.run(NAME)`, or the only one with `@app.command()`.
 */
function commandStart(tokens: readonly Token[]): number | null {
  const isDecorator = (_: Token, index: number): boolean =>
    tokens[index]?.text === 'command' && tokens[index - 1]?.text === '.' && tokens[index - 3]?.text === '@';
  const decorators = tokens.flatMap((token, index) => (isDecorator(token, index) ? [index] : []));
  const run = tokens.findIndex(({ text }, index) => text === 'run' && tokens[index - 2]?.text === 'typer');
  const name = run === -1 ? undefined : tokens[run + 2]?.text;
  const [decorator] = decorators;
  if (decorators.length > 1 || (decorator === undefined && name === undefined)) return null;
  const definition = tokens.findIndex(
    ({ text }, index) =>
      text === 'def' && index > (decorator ?? -1) && (name === undefined || tokens[index + 1]?.text === name),
  );
  return definition === -1 || tokens[definition + 2]?.text !== '(' ? null : definition + 3;
}

/** `lr: float = 0.1`, `lr: float = typer.Option(0.1)`, `lr: Annotated[float, typer.Option()] = 0.1`. */
function argumentOf(words: readonly Token[], constants: Constants): Argument | null {
  const [name, colon] = words;
  if (name?.kind !== 'name' || colon?.text !== ':') return null;
  const equals = topLevel(words, '=');
  const hint = words.slice(2, equals === -1 ? undefined : equals);
  const value = equals === -1 ? [] : words.slice(equals + 1);
  const call = value[0]?.text === 'typer' ? readCall(value, 4) : null;
  const maker = call === null ? undefined : value[2]?.text;
  // `typer.Option(...)` is required.
  const [first] = call?.positional ?? [];
  const written = call === null ? value : (call.named.get('default') ?? first ?? []);
  const isRequired = equals === -1 || (call !== null && (written.length === 0 || written[0]?.text === '.'));
  const isAnnotated = hint[0]?.text === 'Annotated';
  const type = typeNamed(isAnnotated ? argumentsOf(hint, 2)[0] : hint);
  const isArgument = hint.some(({ text }) => text === 'Argument') || maker === 'Argument';
  const isOption = hint.some(({ text }) => text === 'Option') || maker === 'Option';
  return {
    ...parameter(name.text.replaceAll('_', '-'), { type, isRequired }),
    default: defaultOf(literalOf(written, constants)),
    form: type === 'boolean' ? 'no-flag' : 'value',
    // Without a default it is an argument, unless it is declared as an option.
    isByPlace: isArgument || (equals === -1 && !isOption),
  };
}

function topLevel(words: readonly Token[], sought: string): number {
  let depth = 0;
  return words.findIndex((token) => {
    depth += depthChange(token);
    return depth === 0 && token.kind === 'other' && token.text === sought;
  });
}
