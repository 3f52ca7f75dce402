import { expect, it } from 'vitest';
import { append } from './append.js';

it('puts each item behind those before it', () => {
  let list: number[] | undefined;
  for (let item = 0; item < 40; item++) {
    list = append(list, item);
    expect(list).toEqual(Array.from({ length: item + 1 }, (_, index) => index));
  }
});
