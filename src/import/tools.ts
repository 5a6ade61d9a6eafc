import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import type { SyntaxNode } from '../syntax/node.ts';
import { importGuild, isGuild } from './guild/import-guild.ts';
import { importHydraConfig, isHydraConfig } from './hydra/import-config.ts';
import type { ImportedSweep, ImportOptions } from './imported.ts';
import { importSeml, isSeml } from './seml/import-seml.ts';
import { importWandb, isWandb } from './wandb/import-wandb.ts';

/** A tool whose files are YAML. */
interface Tool {
  /** The kind of its file, as in `this is a W&B sweep file`. */
  readonly what: string;
  /** How its files are recognised. */
  readonly form: string;
  readonly recognises: (root: SyntaxNode) => boolean;
  readonly importFile: (
    root: SyntaxNode,
    options: ImportOptions,
    diagnostics: Diagnostics,
  ) => ImportedSweep | null;
}

const tools: readonly Tool[] = [
  {
    what: 'a W&B sweep file',
    form: '`method` and `parameters`',
    recognises: isWandb,
    importFile: importWandb,
  },
  {
    what: 'a Hydra config',
    form: '`hydra.sweeper`',
    recognises: isHydraConfig,
    importFile: importHydraConfig,
  },
  {
    what: 'a seml file',
    form: '`seml`, or `grid` and `random` with a `type` for each parameter',
    recognises: isSeml,
    importFile: importSeml,
  },
  {
    what: 'a guild file',
    form: 'operations with `flags`',
    recognises: isGuild,
    importFile: importGuild,
  },
];

/** The supported files, for people. */
export const forms: string = tools.map(({ what, form }) => `${what} (${form})`).join(', ');

/** The tool of a file; null for an hsm sweep file and for unknown files. */
export function recognise(root: SyntaxNode): Tool | null {
  if (root.kind === 'mapping' && root.entries.some(({ key }) => key.text === 'sweep')) return null;
  return tools.find((tool) => tool.recognises(root)) ?? null;
}
