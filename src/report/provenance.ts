import type { ProvenanceRecord } from '../sweep-directory/provenance.ts';

/** A provenance record as the page shows it: without its diff, which may include secrets. */
export interface ProvenanceEntry extends Omit<ProvenanceRecord, 'diff' | 'packages' | 'condaPackages'> {
  /** Conda packages come last; null if they equal those of the previous entry. */
  readonly packages: readonly string[] | null;
  /** Characters of the diff. */
  readonly diffLength: number;
}

/** Records for the page. Submissions often share hundreds of packages, so these are included once. */
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
