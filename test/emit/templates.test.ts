import { readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import Handlebars from 'handlebars';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { packagePaths } from '../../src/compiler/package-paths.ts';
import { goldenCases } from '../golden/cases.ts';
import { templateFiles } from './template-files.ts';

/**
 * Handlebars renders a misspelt `{{#if}}` or `{{#each}}` as nothing, even in strict mode. So the views of all golden
 * cases are recorded, and every template is walked with them: both branches of each condition, every item of each list.
 * A path that is not in the view is an error, and so is a statement that no case reaches.
 */
const SUFFIXES = ['.sh.hbs', '.sh', '.awk'] as const;

type Statement = hbs.AST.Statement | hbs.AST.Expression;

const RENDERER = '../../src/emit/render.ts';
const rendered: { directories: readonly string[]; template: string; view: object }[] = [];

const paths = packagePaths();
const templates: ReadonlyMap<string, hbs.AST.Program> = new Map(
  templateFiles(...SUFFIXES).map((file) => [file, Handlebars.parse(readFileSync(file, 'utf8'))]),
);

const visited = new Set<string>();
const problems = new Set<string>();

// Files share the modules that a worker has loaded: the compiler is loaded again with the recording renderer, and once
// more afterwards.
beforeAll(async () => {
  vi.resetModules();
  vi.doMock(RENDERER, async (importOriginal) => {
    const original = await importOriginal<typeof import('../../src/emit/render.ts')>();
    return {
      createRenderer: (directories: readonly string[]) => {
        const render = original.createRenderer(directories);
        return (template: string, view: object) => {
          rendered.push({ directories, template, view });
          return render(template, view);
        };
      },
    };
  });
  const { buildCase } = await import('../golden/cases.ts');
  for (const golden of goldenCases) {
    const { root } = await buildCase(golden);
    rmSync(root, { recursive: true, force: true });
  }
  // The scripts that hsm runs on machines, and the one that finishes an update, are not in any sweep directory.
  const { machineScript } = await import('../../src/compiler/machine-script.ts');
  await machineScript(null);
  const { finishScript } = await import('../../src/compiler/finish-script.ts');
  await finishScript();
  for (const { directories, template, view } of rendered) {
    walkTemplate(template.replace(/\.sh$/, ''), view, directories);
  }
});

afterAll(() => {
  vi.doUnmock(RENDERER);
  vi.resetModules();
});

test('every name in a template is in its view', () => {
  expect(rendered.length).toBeGreaterThan(goldenCases.length);
  expect([...problems]).toEqual([]);
});

test('every part of every template is reached by a case', () => {
  const missed = [...templates].flatMap(([file, program]) =>
    statementsOf(program)
      .map((statement) => keyOf(file, statement))
      .filter((key) => !visited.has(key)),
  );
  expect(templates.size).toBeGreaterThan(30);
  expect(missed).toEqual([]);
});

test('files without placeholders are plain shell or awk, and files with placeholders are not', () => {
  const misnamed = [...templates].filter(([file, { body }]) => {
    const isPlain = body.every(({ type }) => type === 'ContentStatement');
    return isPlain === file.endsWith('.hbs');
  });
  expect(misnamed.map(([file]) => file)).toEqual([]);
});

test('a misspelt name is found in any place', () => {
  const view = { list: [{ name: 'a' }], flag: false };
  const cases = [
    ['{{lits}}', 'lits'],
    ['{{#if falg}}x{{/if}}', 'falg'],
    ['{{#each lits}}x{{/each}}', 'lits'],
    ['{{#each list}}{{naem}}{{/each}}', 'naem'],
    ['{{#if flag}}{{lits}}{{/if}}', 'lits'],
    ['{{#if flag}}x{{else}}{{lits}}{{/if}}', 'lits'],
    ['{{{list}}}', 'list'],
    ['{{#unless falg}}x{{/unless}}', 'falg'],
    ['{{#with flag}}x{{/with}}', 'with'],
    ['{{> nowhere}}', 'nowhere'],
  ] as const;
  for (const [text, word] of cases) {
    problems.clear();
    walk(Handlebars.parse(text), view, 'here', []);
    expect([...problems], text).toEqual([expect.stringContaining(`\`${word}\``)]);
  }
  problems.clear();
  walk(
    Handlebars.parse('{{#each list}}{{name}}{{this}}{{/each}}{{#if flag}}{{flag}}{{/if}}'),
    view,
    'here',
    [],
  );
  expect([...problems]).toEqual([]);
});

/** Parts of a dialect that a scheduler only has if its flags declare them; rendering fails if one is then missing. */
const optionalParts = new Set(['dialect/environment', 'dialect/end-time', 'dialect/share-steps']);

function walkTemplate(name: string, view: unknown, directories: readonly string[]): void {
  // A name in a later directory wins.
  const file = directories
    .flatMap((directory) => SUFFIXES.map((suffix) => join(directory, name + suffix)))
    .findLast((path) => templates.has(path));
  const program = file === undefined ? undefined : templates.get(file);
  if (program === undefined && optionalParts.has(name)) return;
  if (file === undefined || program === undefined) problems.add(`missing template \`${name}\``);
  else walk(program, view, file, directories);
}

function walk(program: hbs.AST.Program, view: unknown, file: string, directories: readonly string[]): void {
  for (const statement of program.body) {
    visited.add(keyOf(file, statement));
    if (statement.type === 'MustacheStatement') {
      const { path, params, escaped } = statement as hbs.AST.MustacheStatement;
      if (!escaped) problem(file, statement, `\`${nameOf(path)}\` stands between three braces`);
      if (params.length > 0) problem(file, statement, `\`${nameOf(path)}\` is no helper`);
      lookUp(path, view, file);
    } else if (statement.type === 'PartialStatement') {
      const { name, hash } = statement as hbs.AST.PartialStatement;
      // Blocks that are passed to a template are walked in the template that passes them.
      if (nameOf(name) !== '@partial-block') walkTemplate(nameOf(name), withTexts(view, hash), directories);
    } else if (statement.type === 'PartialBlockStatement') {
      const { name, hash, program: block } = statement as hbs.AST.PartialBlockStatement;
      walk(block, view, file, directories);
      walkTemplate(nameOf(name), withTexts(view, hash), directories);
    } else if (statement.type === 'BlockStatement') {
      walkBlock(statement as hbs.AST.BlockStatement, view, file, directories);
    } else if (statement.type !== 'ContentStatement' && statement.type !== 'CommentStatement') {
      problem(file, statement, `\`${statement.type}\` is not used in templates`);
    }
  }
}

/** A view with the parameters that a template is called with. */
function withTexts(view: unknown, hash: hbs.AST.Hash | undefined): unknown {
  if (hash === undefined) return view;
  const texts = hash.pairs.map(({ key, value }) => [key, (value as hbs.AST.StringLiteral).value]);
  return { ...(view as object), ...Object.fromEntries(texts) };
}

function walkBlock(
  block: hbs.AST.BlockStatement,
  view: unknown,
  file: string,
  directories: readonly string[],
): void {
  const helper = nameOf(block.path);
  const [param] = block.params;
  if (!['if', 'unless', 'each'].includes(helper) || param === undefined || block.params.length > 1) {
    problem(file, block, `\`${helper}\` is no helper that templates use`);
    return;
  }
  const value = lookUp(param, view, file);
  if (helper !== 'each') walk(block.program, view, file, directories);
  else if (Array.isArray(value)) for (const item of value) walk(block.program, item, file, directories);
  else if (value !== undefined) problem(file, block, `\`${nameOf(param)}\` is not a list`);
  if (block.inverse !== undefined) walk(block.inverse, view, file, directories);
}

function lookUp(expression: Statement, view: unknown, file: string): unknown {
  let value = view;
  const { type, depth, data, parts } = expression as hbs.AST.PathExpression & { readonly parts: string[] };
  if (type !== 'PathExpression' || depth > 0 || data) {
    problem(file, expression, `\`${nameOf(expression)}\` is not a path into the view`);
    return undefined;
  }
  for (const part of parts) {
    const object = Object(value) as Readonly<Record<string, unknown>>;
    if (!Object.hasOwn(object, part) || object[part] === undefined) {
      problem(file, expression, `\`${nameOf(expression)}\` is not in the view`);
      return undefined;
    }
    value = object[part];
  }
  return value;
}

function problem(file: string, { loc }: Statement, text: string): void {
  problems.add(`${relative(dirname(paths.partials), file)}:${loc.start.line}: ${text}`);
}

function nameOf(expression: object): string {
  return 'original' in expression ? String(expression.original) : '?';
}

function keyOf(file: string, { loc }: Statement): string {
  return `${relative(dirname(paths.partials), file)}:${loc.start.line}:${loc.start.column}`;
}

function statementsOf(program: hbs.AST.Program): readonly Statement[] {
  return program.body.flatMap((statement) => {
    const { program: inner, inverse } = statement as Partial<hbs.AST.BlockStatement>;
    const below = [inner, inverse].flatMap((part) => (part === undefined ? [] : statementsOf(part)));
    return [statement, ...below];
  });
}
