import { placeholder } from './secret-type.js';

/** First digits and lengths of the card networks. Without them one number in ten would pass for a card. */
const CARD_NETWORKS: readonly RegExp[] = [
  /^4(?:\d{12}|\d{15}|\d{18})$/, // Visa
  /^(?:5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}$/, // Mastercard
  /^3[47]\d{13}$/, // American Express
  /^3(?:0[0-5]|[68]\d)\d{11}$/, // Diners Club
  /^35(?:2[89]|[3-8]\d)\d{12}$/, // JCB
  /^6(?:011|5\d{2}|4[4-9]\d)\d{12}$/, // Discover
  /^62\d{14,17}$/, // UnionPay
  /^(?:50|5[6-9]|63|67)\d{14}$/, // Maestro
];

/** A number in one piece, or in groups as cards print them: 4-4-4-4(-3), 4-6-5, 4-6-4. */
const CARD_SHAPE =
  /(?<![\w.])(?:\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|\d{4}([ -])\d{6}\2\d{4,5}|\d{13,19})(?!\w|\.\d)/g;

/** Redacts payment card numbers: a network's prefix and length, and the check digit of Luhn (ISO/IEC 7812-1). */
export function redactCards(text: string): string {
  let redacted = '';
  let done = 0;
  CARD_SHAPE.lastIndex = 0;
  for (let hit = CARD_SHAPE.exec(text); hit !== null; hit = CARD_SHAPE.exec(text)) {
    if (isCardNumber(hit[0].replaceAll(/[ -]/g, ''))) {
      redacted += text.slice(done, hit.index) + placeholder('card_number');
      done = CARD_SHAPE.lastIndex;
    } else {
      // The first group may be something else that stands before a card: "2024 4111 1111 …".
      CARD_SHAPE.lastIndex = hit.index + 4;
    }
  }
  return done === 0 ? text : redacted + text.slice(done);
}

function isCardNumber(digits: string): boolean {
  if (!CARD_NETWORKS.some((network) => network.test(digits))) return false;
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
