/** What a new element gets: attributes as text, `true` for an empty one; what is null or false is left out. */
export type Attributes = Readonly<Record<string, string | number | boolean | null>>;
export type Child = Node | string | null;

/**
 * Makes an element. Text of a sweep becomes text nodes and attributes here and nowhere becomes markup, so it cannot be
 * anything but text.
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

/** A part of the page with a heading, which the navigation leads to. */
export function section(id: string, heading: string, ...children: readonly Child[]): HTMLElement {
  return element(
    'section',
    { id, 'aria-labelledby': `${id}-heading` },
    element('h2', { id: `${id}-heading`, tabindex: -1 }, heading),
    ...children,
  );
}

/** A choice among names, labelled. `onChange` gets the name. */
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

/** Says something to those who do not see the page change. */
export function announce(text: string): void {
  const region = document.querySelector('#announcements');
  if (region !== null) region.textContent = text;
}

/** Takes the keyboard to the panel of details; Escape brings it back. */
export function focusDetails(): void {
  document.querySelector<HTMLElement>('#details')?.focus();
}
