import { MalformedOtlpError } from '../wire/malformed-otlp-error.js';
import { ReverseWriter } from '../wire/reverse-writer.js';
import { MAX_MESSAGE_DEPTH } from '../wire/wire-reader.js';
import { SCALAR_ENCODERS } from './encode-scalar.js';
import { isJsonObject } from './json-value.js';
import type { MessageName } from './message-fields.js';
import { MESSAGE_TYPES, type MessageField, type MessageType } from './message-types.js';

/**
 * A message in its OTLP/JSON form as protobuf, fields in ascending order. Unknown fields are ignored, as OTLP/JSON says.
 *
 * @param options.snakeCase the names are those of the .proto files (`trace_id`) instead of lowerCamelCase.
 * @param options.depth messages that will stand around it. Default 0.
 * @throws MalformedOtlpError with the path of the first value that is not what its field holds.
 */
export function encodeMessage(
  name: MessageName,
  value: unknown,
  options: { readonly snakeCase?: boolean; readonly depth?: number } = {},
): Uint8Array {
  const encoder = new MessageEncoder(options.snakeCase === true, options.depth ?? 0);
  encoder.message(MESSAGE_TYPES[name], value);
  return encoder.writer.finish();
}

class MessageEncoder {
  readonly writer = new ReverseWriter();
  readonly #snakeCase: boolean;
  readonly #path: (string | number)[] = [];
  #depth: number;

  constructor(snakeCase: boolean, depth: number) {
    this.#snakeCase = snakeCase;
    this.#depth = depth;
  }

  message(type: MessageType, value: unknown): void {
    if (!isJsonObject(value)) throw this.#malformed('an object is expected');
    if (this.#depth > MAX_MESSAGE_DEPTH) {
      throw new MalformedOtlpError(
        'depth',
        this.#where(),
        `values are nested more than ${MAX_MESSAGE_DEPTH} messages deep`,
      );
    }
    this.#depth += 1;
    for (let index = type.fields.length - 1; index >= 0; index -= 1) {
      const field = type.fields[index];
      if (field !== undefined) this.#field(field, value, type.oneof);
    }
    this.#depth -= 1;
  }

  #field(field: MessageField, owner: { readonly [key: string]: unknown }, keepDefault: boolean): void {
    const name = this.#snakeCase ? field.snakeName : field.name;
    const value = owner[name];
    if (value === undefined || value === null) return;
    this.#path.push(name);
    if (!field.repeated) this.#single(field, value, keepDefault);
    else if (Array.isArray(value)) this.#each(field, value);
    else throw this.#malformed('an array is expected');
    this.#path.pop();
  }

  #each(field: MessageField, values: readonly unknown[]): void {
    for (let index = values.length - 1; index >= 0; index -= 1) {
      this.#path.push(index);
      this.#single(field, values[index], true);
      this.#path.pop();
    }
  }

  #single(field: MessageField, value: unknown, keepDefault: boolean): void {
    if (field.message !== undefined) {
      const mark = this.writer.length;
      this.message(field.message, value);
      this.writer.close(field.number, mark);
      return;
    }
    const expected = SCALAR_ENCODERS[field.scalar](this.writer, field.number, value, keepDefault);
    if (expected !== undefined) throw this.#malformed(`${expected} is expected`);
  }

  #malformed(why: string): MalformedOtlpError {
    return new MalformedOtlpError('shape', this.#where(), why);
  }

  /** Such as `resourceSpans[0].scopeSpans`. */
  #where(): string {
    const path = this.#path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
    return path === '' ? 'the top' : path.slice(1);
  }
}
