import { describe, expect, it } from 'vitest';

import { containsPhrase, spokenText } from './spoken-text.js';

describe('spoken text', () => {
  it.each([
    'The user said "I cannot log in" twice.',
    'The user said “I cannot log in” twice.',
    'L’utilisateur: «I cannot log in» deux fois.',
    'The message `I cannot log in` is shown.',
    'The code is\n```\nsay("I cannot log in")\n```\nas asked.',
    'He wrote:\n> I cannot log in\nand left.',
  ])('leaves out what %j quotes', (text) => {
    expect(spokenText(text)).not.toContain('cannot');
  });

  it.each([
    'A 5" screen. I cannot show it on a 7" screen.',
    '"Hello," I cannot do that.',
    'An odd " mark, so I cannot\nsay" more.',
    '"I cannot help with that."',
  ])('keeps what %j says itself', (text) => {
    expect(spokenText(text)).toContain('I cannot');
  });

  it.each(["I'M UNABLE TO", 'i’m unable to', 'Iʼm unable to', 'I＇m unable to'])(
    'finds the phrase in %j',
    (text) => {
      expect(containsPhrase(`Sorry, ${text} do it`, ["I'm unable to"])).toBe(true);
    },
  );

  it('takes time linear in the text', () => {
    const startMs = performance.now();
    for (const text of ['"a', '`', '> ', ' "', '“a']) spokenText(text.repeat(500_000));
    expect(performance.now() - startMs).toBeLessThan(1000);
  });
});
