import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { listTargets, loadTarget } from '../../compiler/discover-targets.ts';
import { packagePaths } from '../../compiler/package-paths.ts';
import { coreDiagnostics } from '../../diagnostics/catalogue/index.ts';
import { Diagnostics } from '../../diagnostics/diagnostics.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import type { CommandContext, Finish } from '../context.ts';

/** `hsm explain`: the page of a diagnostic code, or the list of all. */
export function createExplain(context: CommandContext, finish: Finish): Command {
  const command = new Command('explain')
    .description('explain a diagnostic code, or list all codes')
    .argument('[code]', 'as in HSM201')
    .addHelpText('after', '\nExample:\n  $ hsm explain HSM201');
  return command.action(async (typed: string | undefined) => {
    finish(0);
    const paths = packagePaths();
    if (typed === undefined) {
      const targets = await Promise.all(
        listTargets(paths).map((name) => loadTarget(name, paths, new Diagnostics())),
      );
      const kinds = [
        ...coreDiagnostics,
        ...targets.flatMap((target) => Object.values(target?.diagnostics ?? {})),
      ];
      context.write(kinds.map(({ code, title }) => `${code}  ${title}\n`).join(''));
      return;
    }
    const pages = paths.diagnosticPages;
    const codes = readdirSync(pages).flatMap((name) =>
      name.endsWith('.md') ? [name.slice(0, -'.md'.length)] : [],
    );
    const code = codes.find((each) => each === typed.toUpperCase());
    if (code === undefined) {
      const close = didYouMean(
        typed.toUpperCase(),
        codes.filter((each) => digitsOf(each) === digitsOf(typed)),
      );
      command.error(
        `error: there is no code ${typed}${close === undefined ? '' : `; did you mean ${close}?`} (\`hsm explain\` lists all)`,
      );
    }
    context.write(readFileSync(join(pages, `${code}.md`), 'utf8'));
  });
}

/** Another number is another code, however like it looks. */
function digitsOf(code: string): string {
  return code.replaceAll(/\D/g, '');
}
