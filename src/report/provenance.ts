import type { ProvenanceRecord } from '../sweep-directory/provenance.ts';

/** A record of what ran, as the page has it: without its diff, which may hold what nobody else should read. */
export interface ProvenanceEntry extends Omit<ProvenanceRecord, 'diff' | 'packages' | 'condaPackages'> {
  /** Those of conda come last; null where they are those of the entry before. */
  readonly packages: readonly string[] | null;
  /** Characters of the diff. */
  readonly diffLength: number;
}

/** Records for the page. Many submissions have the same hundreds of packages: these are in it once. */
export function provenanceEntries(records: readonly ProvenanceRecord[]): readonly ProvenanceEntry[] {
  let before: string | null = null;
  return records.map(({ diff, packages, condaPackages, ...record }) => {
    const all = [...packages, ...condaPackages];
    const text = all.join('\n');
    const isSame = text === before;
    before = text;
    return { ...record, packages: isSame ? null : all, diffLength: diff?.length ?? 0 };
  });
}
