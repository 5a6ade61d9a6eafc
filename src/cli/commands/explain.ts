import { Command } from 'commander';
import { readPage } from '../../compiler/diagnostic-page.ts';
import { listTargets, loadTarget } from '../../compiler/discover-targets.ts';
import { packagePaths } from '../../compiler/package-paths.ts';
import { coreDiagnostics } from '../../diagnostics/catalogue/index.ts';
import type { DiagnosticKind } from '../../diagnostics/diagnostic.ts';
import { Diagnostics } from '../../diagnostics/diagnostics.ts';
import { didYouMean } from '../../diagnostics/suggest.ts';
import type { CommandContext, Finish } from '../context.ts';
import { jsonOption } from '../options.ts';

/** `hsm explain`: the page of a diagnostic code, or the list of all; as JSON with the pages, from which the site is made. */
export function createExplain(context: CommandContext, finish: Finish): Command {
  const command = new Command('explain')
    .description('explain a diagnostic code, or list all codes')
    .argument('[code]', 'such as HSM201')
    .addOption(jsonOption())
    .addHelpText('after', '\nExample:\n  $ hsm explain HSM201');
  return command.action(async (typed: string | undefined, { json }: { json?: true }) => {
    finish(0);
    const paths = packagePaths();
    const targets = await Promise.all(
      listTargets(paths).map((name) => loadTarget(name, paths, new Diagnostics())),
    );
    const kinds = [
      ...coreDiagnostics,
      ...targets.flatMap((target) => Object.values(target?.diagnostics ?? {})),
    ];
    const asObject = (kind: DiagnosticKind<never>): object => ({
      code: kind.code,
      severity: kind.severity,
      title: kind.title,
      page: readPage(kind, paths.diagnosticPages),
    });
    if (typed === undefined && json) {
      context.write(`${JSON.stringify(kinds.map(asObject))}\n`);
      return;
    }
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
        `error: unknown code ${typed}${close === undefined ? '' : `; did you mean ${close}?`} (\`hsm explain\` lists all)`,
      );
    }
    context.write(json ? `${JSON.stringify(asObject(kind))}\n` : readPage(kind, paths.diagnosticPages));
  });
}

/** A different number is a different code, however similar it looks. */
function digitsOf(code: string): string {
  return code.replaceAll(/\D/g, '');
}
