const KEY = 'agent-attribution.write-token';

/** The token that a person gave to write with. It ends with the tab, and is in no address. */
export const writeToken = (): string | undefined => sessionStorage.getItem(KEY) ?? undefined;

export const keepToken = (token: string): void => sessionStorage.setItem(KEY, token);

export const forgetToken = (): void => sessionStorage.removeItem(KEY);
