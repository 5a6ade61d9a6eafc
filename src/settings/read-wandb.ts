import { settingsDiagnostics } from '../diagnostics/catalogue/settings.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import { didYouMean } from '../diagnostics/suggest.ts';
import { commandPlaceholders } from '../plan/parse-template.ts';
import type { Wandb } from '../plan/run-settings.ts';
import type { MappingEntry, SyntaxNode } from '../syntax/node.ts';
import { definedMembers, entryOf, fromFile, isNull, scalarsOf, textOf, textSetting } from './read-node.ts';
import type { Setting, Settled } from './settings.ts';
import { reportTraps } from './text-traps.ts';

export type WandbSettings = Partial<Settled<Wandb & { readonly enabled: boolean }>>;

/** Reads `wandb:`. The key turns W&B on, even if it is empty; `enabled: false` turns it off. */
export function readWandb(root: SyntaxNode, diagnostics: Diagnostics): WandbSettings {
  const section = entryOf(root, 'wandb');
  if (section === null) return {};
  const node = section.value;
  return definedMembers<Settled<Wandb & { readonly enabled: boolean }>>({
    enabled: readEnabled(section),
    project: wandbText(entryOf(node, 'project'), 'wandb.project', diagnostics),
    entity: wandbText(entryOf(node, 'entity'), 'wandb.entity', diagnostics),
    mode: readMode(entryOf(node, 'mode'), diagnostics),
    tags: readTags(entryOf(node, 'tags'), diagnostics),
    group: wandbText(entryOf(node, 'group'), 'wandb.group', diagnostics),
  });
}

const FILLED = { fills: commandPlaceholders, home: true } as const;

function wandbText(
  entry: MappingEntry | null,
  setting: string,
  diagnostics: Diagnostics,
): Setting<string | null> | undefined {
  if (entry?.value.kind === 'scalar') reportTraps(entry.value, FILLED, diagnostics);
  return textSetting(entry, setting, diagnostics);
}

function readEnabled(section: MappingEntry): Setting<boolean> {
  const entry = entryOf(section.value, 'enabled');
  const said = entry?.value.kind === 'scalar' && entry.value.type === 'boolean' ? entry : null;
  if (said === null) return fromFile(true, section.key.span);
  return fromFile(said.value.kind === 'scalar' && /^true$/i.test(said.value.text), said.key.span);
}

const modes: readonly Wandb['mode'][] = ['online', 'offline', 'disabled'];

function readMode(entry: MappingEntry | null, diagnostics: Diagnostics): Setting<Wandb['mode']> | undefined {
  if (entry?.value.kind !== 'scalar' || isNull(entry.value)) return undefined;
  const { text, span } = entry.value;
  const mode = modes.find((known) => known === text);
  if (mode !== undefined) return fromFile(mode, entry.key.span);
  const close = didYouMean(text, modes);
  const help = close === undefined ? undefined : `did you mean \`${close}\`?`;
  const primary = { span, text: 'expected `online`, `offline` or `disabled`' };
  diagnostics.add(diagnose(settingsDiagnostics.badWandbMode, { text }, { primary, help }));
  return undefined;
}

/** `WANDB_TAGS` separates tags by commas and has no quoting. */
function readTags(
  entry: MappingEntry | null,
  diagnostics: Diagnostics,
): Setting<readonly string[]> | undefined {
  if (entry === null) return undefined;
  const tags = scalarsOf(entry.value).flatMap((node) => {
    reportTraps(node, FILLED, diagnostics);
    const tag = textOf(node, 'wandb.tags', diagnostics);
    if (tag === null) return [];
    if (!tag.includes(',')) return [tag];
    diagnostics.add(
      diagnose(
        settingsDiagnostics.commaInTag,
        { text: tag },
        {
          primary: { span: node.span, text: 'W&B would read several tags' },
          help: 'write each tag as a separate item',
        },
      ),
    );
    return [];
  });
  return fromFile(tags, entry.key.span);
}
