import { encodeValue } from '../argv/encode.ts';
import { hasTypedTexts } from '../plan/parameters.ts';
import type { ListedParameter, RangeParameter } from '../plan/plan.ts';
import { arrayElement } from '../shell/array-element.ts';
import { quote } from '../shell/shell-word.ts';
import { arrayLiteral } from './array-literal.ts';
import { fieldText } from './field-text.ts';

/** The fields that describe values in a table; the names cover both kinds. */
export interface ValuesView {
  readonly isRange: boolean;
  readonly kind: string;
  /** Of a range. */
  readonly first: number;
  readonly step: number;
  readonly places: number;
  /** Of a list. */
  readonly variable: string;
  readonly values: string;
}

export function rangeView({ range: { first, step, places } }: RangeParameter): ValuesView {
  return { isRange: true, kind: 'range', first, step, places, variable: '', values: '' };
}

/** Marks a missing value: in the field of a real value, a backslash is doubled. */
const UNSET = '\\-';

export function listView(parameter: ListedParameter, variable: string): ValuesView {
  const words = parameter.values.map((value) =>
    value === null ? quote(UNSET) : arrayElement(quote(fieldText(encodeValue({ kind: 'argparse' }, value)))),
  );
  const values = arrayLiteral(words, `${variable}=()`.length);
  const kind = hasTypedTexts(parameter) ? 'text' : 'parameter';
  return { isRange: false, kind, first: 0, step: 0, places: 0, variable, values };
}
