/** What may happen to content when spans leave: it stays, it goes, or its secrets are replaced. */
export const CONTENT_POLICIES = ['keep', 'strip', 'redact'] as const;

/**
 * What happens to content when a span leaves: `keep` it as it is, `strip` it (it was used for attribution, and goes no
 * further), or `redact` every text with a function that replaces secrets.
 */
export type ContentPolicyName = (typeof CONTENT_POLICIES)[number];
