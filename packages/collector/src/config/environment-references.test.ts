import { describe, expect, it } from 'vitest';
import { expandReferences } from './environment-references.js';

const ENV = { TOKEN: 'secret', EMPTY: '', NESTED: '${env:TOKEN}' };

describe('expandReferences', () => {
  it.each([
    ['${env:TOKEN}', 'secret'],
    ['${TOKEN}', 'secret'],
    ['Bearer ${env:TOKEN}!', 'Bearer secret!'],
    ['${env:PORT:-4317}', '4317'],
    ['${env:PORT:-}', ''],
    ['${env:TOKEN:-other}', 'secret'],
    ['${env:EMPTY:-other}', ''],
    ['${env:URL:-http://a:1/b}', 'http://a:1/b'],
    ['$${env:TOKEN}', '${env:TOKEN}'],
    ['$$$$', '$$'],
    ['costs $5', 'costs $5'],
    ['${env:NESTED}', '${env:TOKEN}'],
  ])('turns %s into %s', (text, expanded) => {
    expect(expandReferences(text, ENV)).toEqual({ text: expanded });
  });

  it('names every variable that is not set', () => {
    expect(expandReferences('${env:HOST}:${env:PORT}/${env:TOKEN}', ENV)).toEqual({
      missing: ['HOST', 'PORT'],
    });
  });
});
