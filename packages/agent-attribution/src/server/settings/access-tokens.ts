import type { AccessScope, AccessToken } from '@agent-attribution/tracker';
import { CommandError } from '../../command-error.js';
import { type Env, secretsIn } from './variables.js';

/** The variable whose tokens may do everything; it is also the one that commands ask a tracker with. */
const TOKEN_VARIABLE = 'AGENT_ATTRIBUTION_TOKEN';

const VARIABLES: readonly (readonly [variable: string, scopes: readonly AccessScope[]])[] = [
  [TOKEN_VARIABLE, ['read', 'write']],
  ['AGENT_ATTRIBUTION_READ_TOKEN', ['read']],
  ['AGENT_ATTRIBUTION_WRITE_TOKEN', ['write']],
];

/**
 * The tokens of the environment; none when nobody is to be asked for one.
 *
 * @throws CommandError (2) when there are tokens and none may read, or none may write
 */
export async function readAccessTokens(env: Env): Promise<readonly AccessToken[]> {
  const tokens: AccessToken[] = [];
  for (const [variable, scopes] of VARIABLES)
    for (const token of await secretsIn(env, variable)) tokens.push({ token, scopes });
  for (const scope of ['read', 'write'] as const) {
    if (tokens.length === 0 || tokens.some(({ scopes }) => scopes.includes(scope))) continue;
    const variable = `AGENT_ATTRIBUTION_${scope.toUpperCase()}_TOKEN`;
    throw new CommandError(
      `nobody could ${scope}, as every token is for something else: set ${variable} or ${TOKEN_VARIABLE} as well`,
      2,
    );
  }
  return tokens;
}
