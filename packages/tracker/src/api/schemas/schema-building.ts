/** A JSON Schema, as OpenAPI 3.1 takes it. */
export interface Schema {
  readonly [keyword: string]: unknown;
}

export const text: Schema = { type: 'string' };
export const number: Schema = { type: 'number' };
export const integer: Schema = { type: 'integer' };
export const flag: Schema = { type: 'boolean' };
export const time: Schema = { type: 'string', format: 'date-time' };
export const share: Schema = { type: 'number', minimum: 0, maximum: 1 };
export const timeOrNull: Schema = { type: ['string', 'null'], format: 'date-time' };
export const textOrNull: Schema = { type: ['string', 'null'] };
export const flagOrNull: Schema = { type: ['boolean', 'null'] };
export const numberOrNull: Schema = { type: ['number', 'null'] };
export const oneOf = (values: readonly string[]): Schema => ({ type: 'string', enum: values });
export const oneOfOrNull = (values: readonly string[]): Schema => ({
  type: ['string', 'null'],
  enum: [...values, null],
});
export const list = (items: Schema): Schema => ({ type: 'array', items });
export const anyObject: Schema = { type: 'object' };
export const counts: Schema = { type: 'object', additionalProperties: integer };
export const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: 'null' }] });

/** An object with exactly these properties, all of them always there; and of these others, which may be left out. */
export const object = (
  properties: Readonly<Record<string, Schema>>,
  others: Readonly<Record<string, Schema>> = {},
): Schema => ({
  type: 'object',
  required: Object.keys(properties),
  properties: { ...properties, ...others },
});

/** An object of which some properties may be left out. */
export const partly = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  properties,
});
