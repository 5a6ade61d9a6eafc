import type { SyntaxNode } from '../syntax/node.ts';

/** An item of a config's list of `defaults`. */
export type DefaultItem =
  /** `- base`: another config, merged into this one. */
  | { readonly kind: 'config'; readonly name: string }
  /** `- model: cnn`: a group, with the selected options; none for null and `???`. */
  | {
      readonly kind: 'group';
      readonly group: string;
      readonly options: readonly string[];
      readonly isRequired: boolean;
    }
  /** `_self_`, and items about Hydra's own config. */
  | { readonly kind: 'none' }
  /** Items that put options elsewhere, such as `model@encoder: cnn`, or are computed. */
  | { readonly kind: 'other' };

/** The `defaults` of a config; empty without the key. */
export function defaultsOf(config: SyntaxNode): readonly DefaultItem[] {
  const list =
    config.kind === 'mapping' ? config.entries.find(({ key }) => key.text === 'defaults') : undefined;
  if (list === undefined) return [];
  return list.value.kind === 'sequence' ? list.value.items.map(itemOf) : [{ kind: 'other' }];
}

function itemOf(item: SyntaxNode): DefaultItem {
  if (item.kind === 'scalar') {
    if (item.text === '_self_') return { kind: 'none' };
    return /^[\w/.-]+$/.test(item.text)
      ? { kind: 'config', name: item.text.replace(/\.yaml$/, '') }
      : { kind: 'other' };
  }
  const [entry, ...others] = item.kind === 'mapping' ? item.entries : [];
  if (entry === undefined || others.length > 0) return { kind: 'other' };
  if (/^(?:override\s+)?\/?hydra\//.test(entry.key.text)) return { kind: 'none' };
  const group = entry.key.text.replace(/^optional\s+/, '');
  const options = optionsOf(entry.value);
  if (!/^[A-Za-z_][\w/]*$/.test(group) || options === null) return { kind: 'other' };
  return {
    kind: 'group',
    group,
    options,
    isRequired: entry.value.kind === 'scalar' && entry.value.text === '???',
  };
}

function optionsOf(value: SyntaxNode): readonly string[] | null {
  if (value.kind === 'mapping') return null;
  const found = (value.kind === 'sequence' ? value.items : [value]).map((node) =>
    node.kind === 'scalar' && !node.text.includes('${') ? node : null,
  );
  return found.every((node) => node !== null)
    ? found.filter(({ type, text }) => type !== 'null' && text !== '???').map(({ text }) => text)
    : null;
}
