import { element } from './dom.ts';
import type { ViewStore } from './view.ts';

type Choice = 'system' | 'light' | 'dark';

const choices: readonly (readonly [Choice, string])[] = [
  ['system', 'System'],
  ['light', 'Light'],
  ['dark', 'Dark'],
];
const KEY = 'hsm-report-theme';
const darkSystem = matchMedia('(prefers-color-scheme: dark)');

/** Applies the stored theme, before anything is drawn. */
export function firstTheme(): 'light' | 'dark' {
  return apply(storedChoice());
}

/** The switch between the system's theme, light and dark. Print is always light. */
export function themeSwitch(view: ViewStore): HTMLElement {
  let chosen = storedChoice();
  const update = (choice: Choice): void => view.change({ theme: apply(choice) });
  const fields = choices.map(([choice, label]) => {
    const input = element('input', {
      type: 'radio',
      name: 'theme',
      value: choice,
      checked: choice === chosen,
    });
    input.addEventListener('change', () => {
      chosen = choice;
      store(choice);
      update(choice);
    });
    return element('label', {}, input, element('span', {}, label));
  });
  darkSystem.addEventListener('change', () => update(chosen));
  addEventListener('beforeprint', () => update('light'));
  addEventListener('afterprint', () => update(chosen));
  return element('fieldset', { class: 'switch' }, element('legend', { class: 'unseen' }, 'Theme'), ...fields);
}

function apply(choice: Choice): 'light' | 'dark' {
  const theme = choice === 'system' ? (darkSystem.matches ? 'dark' : 'light') : choice;
  document.documentElement.dataset['theme'] = theme;
  return theme;
}

/** A browser may refuse to store anything for a page from disk. */
function storedChoice(): Choice {
  try {
    const stored = localStorage.getItem(KEY);
    return choices.find(([choice]) => choice === stored)?.[0] ?? 'system';
  } catch {
    return 'system';
  }
}

function store(choice: Choice): void {
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // The choice then lasts as long as the page.
  }
}
