import { expect, test } from 'vitest';
import { sidebar } from '../../site/navigation.mjs';

test('every page of the repository is in a menu of the site', () => {
  expect(Object.keys(sidebar())).toContain('/guide/');
});
