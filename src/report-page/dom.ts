/** The attributes of a new element: text, or `true` for an empty one; null and false mean no attribute. */
export type Attributes = Readonly<Record<string, string | number | boolean | null>>;
export type Child = Node | string | null;

/**
 * Makes an element. A sweep's text only becomes text nodes and attributes here, and becomes markup nowhere, so it is
 * always displayed as text.
 */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === false) continue;
    made.setAttribute(key, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** A button; it never submits a form. */
export function button(
  label: string,
  onClick: (event: MouseEvent) => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', onClick);
  return made;
}

/** A part of the page with a heading, to which the navigation links. */
export function section(id: string, heading: string, ...children: readonly Child[]): HTMLElement {
  return element(
    'section',
    { id, 'aria-labelledby': `${id}-heading` },
    element('h2', { id: `${id}-heading`, tabindex: -1 }, heading),
    ...children,
  );
}

/** A labelled choice among names. `onChange` gets the name. */
export function select(
  label: string,
  names: readonly (string | readonly [value: string, label: string])[],
  chosen: string,
  onChange: (name: string) => void,
): { readonly field: HTMLLabelElement; readonly control: HTMLSelectElement } {
  const options = names.map((name) => {
    const [value, text] = typeof name === 'string' ? [name, name] : name;
    return element('option', { value, selected: value === chosen }, text);
  });
  const control = element('select', {}, ...options);
  control.addEventListener('change', () => onChange(control.value));
  return { field: element('label', { class: 'field' }, element('span', {}, label), control), control };
}

/** Announces a change of the page to screen readers. */
export function announce(text: string): void {
  const region = document.querySelector('#announcements');
  if (region !== null) region.textContent = text;
}

/** Moves the focus to the panel of details; Escape moves it back. */
export function focusDetails(): void {
  document.querySelector<HTMLElement>('#details')?.focus();
}
