import { Command } from 'commander';
import { readPage } from '../../compiler/diagnostic-page.ts';
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
    const targets = await Promise.all(
      listTargets(paths).map((name) => loadTarget(name, paths, new Diagnostics())),
    );
    const kinds = [
      ...coreDiagnostics,
      ...targets.flatMap((target) => Object.values(target?.diagnostics ?? {})),
    ];
    if (typed === undefined) {
      context.write(kinds.map(({ code, title }) => `${code}  ${title}\n`).join(''));
      return;
    }
    const kind = kinds.find(({ code }) => code === typed.toUpperCase());
    if (kind === undefined) {
      const codes = kinds.map(({ code }) => code);
      const close = didYouMean(
        typed.toUpperCase(),
        codes.filter((each) => digitsOf(each) === digitsOf(typed)),
      );
      return command.error(
        `error: there is no code ${typed}${close === undefined ? '' : `; did you mean ${close}?`} (\`hsm explain\` lists all)`,
      );
    }
    context.write(readPage(kind, paths.diagnosticPages));
  });
}

/** Another number is another code, however like it looks. */
function digitsOf(code: string): string {
  return code.replaceAll(/\D/g, '');
}
