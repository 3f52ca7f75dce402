import { useState } from 'preact/hooks';
import { keepToken } from '../write-token.js';

export interface TokenFormProps {
  /** Why a token is asked for. */
  readonly reason: string;
  readonly onGiven: () => void;
}

/** Asks for a token that may write, for as long as the tab is open. */
export function TokenForm({ reason, onGiven }: TokenFormProps) {
  const [token, setToken] = useState('');
  return (
    <form
      class="token"
      onSubmit={(event) => {
        event.preventDefault();
        if (token.trim() === '') return;
        keepToken(token.trim());
        onGiven();
      }}
    >
      <p role="alert">{reason}</p>
      <label>
        Token that may write
        <input
          type="password"
          autocomplete="off"
          required
          value={token}
          onInput={(event) => setToken(event.currentTarget.value)}
        />
      </label>
      <button type="submit">Send it again with this token</button>
      <p class="soft">It is kept until this tab is closed.</p>
    </form>
  );
}
