/** Reads environment variables: `process.env`, or a test's. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A text with its references resolved, or the names of the variables that are neither set nor have a default. */
export type ExpandedText = { readonly text: string } | { readonly missing: readonly string[] };

const REFERENCE = /\$\$|\$\{(?:env:)?([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g;

/**
 * Resolves `${env:NAME}`, `${env:NAME:-default}` and `${NAME}`, as the Collector does; `$$` is a dollar sign. A variable
 * that is set, though empty, is set. What is not a reference stays as it is.
 *
 * Unlike the Collector, a variable that is not set and has no default is missing, not empty: an empty endpoint or token
 * would fail later and further away.
 */
export function expandReferences(text: string, env: Environment): ExpandedText {
  const missing: string[] = [];
  const expanded = text.replaceAll(
    REFERENCE,
    (found, name: string | undefined, fallback: string | undefined) => {
      if (name === undefined) return '$';
      const value = env[name] ?? fallback;
      if (value === undefined) missing.push(name);
      return value ?? found;
    },
  );
  return missing.length > 0 ? { missing } : { text: expanded };
}

/** Whether a text takes something from the environment, so that its value may be a secret. */
export const hasReference = (text: string): boolean => /\$\{(?:env:)?[A-Za-z_]/.test(text);
