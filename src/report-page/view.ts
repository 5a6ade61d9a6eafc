import type { Goal } from '../report/metric.ts';
import type { Filter } from './filter.ts';

/** The reader's choices; every part of the page shows the same ones. */
export interface View {
  /** The name of the column that ranks runs; null if nothing can be ranked. */
  readonly metric: string | null;
  readonly goal: Goal;
  /** The row whose details are shown. */
  readonly selected: number | null;
  readonly filter: Filter;
  /** Changes when colours change. */
  readonly theme: 'light' | 'dark';
}

type Listener = (view: View) => void;

/** Stores the view and notifies listeners when the parts that they listen to change. */
export interface ViewStore {
  readonly current: View;
  change(changes: Partial<View>): void;
  /** Calls the listener when one of these parts changes. */
  watch(parts: readonly (keyof View)[], listener: Listener): void;
}

export function createView(initial: View): ViewStore {
  let current = initial;
  const watchers: { readonly parts: readonly (keyof View)[]; readonly listener: Listener }[] = [];
  return {
    get current() {
      return current;
    },
    change(changes) {
      const before = current;
      current = { ...before, ...changes };
      for (const { parts, listener } of watchers) {
        if (parts.some((part) => before[part] !== current[part])) listener(current);
      }
    },
    watch(parts, listener) {
      watchers.push({ parts, listener });
    },
  };
}
