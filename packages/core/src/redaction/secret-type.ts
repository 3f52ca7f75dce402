/** What a secret was, as its placeholder says. No digits, so that a placeholder never looks like a value itself. */
export type SecretType =
  | 'anthropic_key'
  | 'api_key'
  | 'authorization'
  | 'aws_key'
  | 'basic_auth'
  | 'bearer_token'
  | 'card_number'
  | 'connection_string'
  | 'cookie'
  | 'encoded_token'
  | 'github_token'
  | 'gitlab_token'
  | 'google_key'
  | 'hex_token'
  | 'huggingface_token'
  | 'jwt'
  | 'openai_key'
  | 'password'
  | 'pem'
  | 'secret'
  | 'sendgrid_key'
  | 'slack_token'
  | 'stripe_key'
  | 'token'
  | 'twilio_key'
  | 'vendor_key';

/** What stands in a text where a secret stood. */
export function placeholder(type: SecretType): string {
  return `[REDACTED:${type}]`;
}

/** Whether a placeholder begins at this place of a text. */
export function isPlaceholderAt(text: string, index: number): boolean {
  PLACEHOLDER.lastIndex = index;
  return PLACEHOLDER.test(text);
}

const PLACEHOLDER = /\[REDACTED:[a-z_]{2,30}\]/y;
