import type { ContentCheck } from './content-check.js';
import { cutOff } from './cut-off.js';
import { echoedOutput } from './echoed-output.js';
import { emptyOutput } from './empty-output.js';
import { lostFigures } from './lost-figures.js';
import { nothingCarried } from './nothing-carried.js';
import { passedError } from './passed-error.js';
import { placeholder } from './placeholder.js';
import { refusal } from './refusal.js';
import { rejectedByLater } from './rejected-by-later.js';
import { unfoundedFigures } from './unfounded-figures.js';
import { unknownNames } from './unknown-names.js';
import { wrongFormat } from './wrong-format.js';

/** The checks, cheapest first: what an output is, then what it says, then what it says of the input. */
export const CONTENT_CHECKS: readonly ContentCheck[] = [
  emptyOutput,
  refusal,
  passedError,
  placeholder,
  cutOff,
  wrongFormat,
  echoedOutput,
  nothingCarried,
  unknownNames,
  unfoundedFigures,
  lostFigures,
  rejectedByLater,
];
