import type { SyntaxNode } from '../syntax/node.ts';
import { mappingAt } from './read-node.ts';
import { readSections } from './read-targets.ts';
import type { Setting } from './settings.ts';

/** Keys of `distributed` that apply to each machine whose own section does not set them. */
const shared: readonly string[] = ['remote_root', 'conda_env', 'rsync_excludes', 'rsync_include', 'pull'];

/** Reads `distributed.remotes`. */
export function readRemotes(distributed: SyntaxNode | null): Readonly<Record<string, Setting<SyntaxNode>>> {
  const common =
    distributed?.kind === 'mapping' ? distributed.entries.filter(({ key }) => shared.includes(key.text)) : [];
  const sections = Object.entries(readSections(mappingAt(distributed, 'remotes')));
  return Object.fromEntries(
    sections.map(([name, { value, origin }]) => {
      if (value.kind !== 'mapping') return [name, { value, origin }];
      const said = new Set(value.entries.map(({ key }) => key.text));
      const entries = [...value.entries, ...common.filter(({ key }) => !said.has(key.text))];
      return [name, { value: { ...value, entries }, origin }];
    }),
  );
}
