/**
 * The few word lists that features read. They are English: in another language the features that need them are silent
 * and structure and provenance carry the score.
 */

/** Data that was made up instead of looked up. */
export const PLACEHOLDER: RegExp =
  /\b(?:placeholder|dummy|mock(?:ed|up)?|sample data|simulat(?:ed?|ing|ion)|hypothetical(?:ly)?|fictional|example\.(?:com|org)|your_\w+|for demonstration|assum(?:e|ing) (?:the|that|we))\b/i;

/** A step that reads like this is telling that what came before it did not work. */
export const ERROR: RegExp =
  /\b(?:traceback|exception|error|failed|failure|timed? ?out|unable to|cannot|could not|couldn't|not found|denied|refused)\b/i;
