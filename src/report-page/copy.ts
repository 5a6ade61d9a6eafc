import { announce, button } from './dom.ts';

/** How long the button shows that it has copied, in milliseconds. */
const SAID = 1_600;

/** A button that copies a text; `what` names the text for screen readers. */
export function copyButton(text: () => string, what: string): HTMLButtonElement {
  const made = button(
    'Copy',
    async () => {
      const done = await copy(text());
      made.textContent = done ? 'Copied' : 'Not copied';
      announce(done ? `Copied ${what}` : `The browser did not allow copying ${what}`);
      setTimeout(() => {
        made.textContent = 'Copy';
      }, SAID);
    },
    { class: 'small', 'aria-label': `Copy ${what}` },
  );
  return made;
}

/** Some browsers do not let pages from disk use the clipboard; then the older method is tried. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const active = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'unseen';
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (active instanceof HTMLElement) active.focus();
  return done;
}
