import type { AppPackages, ProviderKind, RegisterSettings } from './diagnosis/index.js';

/** The one line that `register` prints. */
export const startLine = (found: ProviderKind, settings: RegisterSettings, app: AppPackages): string => {
  const where = settings.destinations.map(({ name, url }) => `${name} ${url}`);
  if (settings.toConsole) where.push('console');
  const agents = app.find('@openai/agents-core');
  const seen = agents === undefined ? 'no known agent runtime' : `${agents.name}@${agents.version}`;
  return `on${found === 'joinable' ? ' (joined the provider that is there)' : ''}, sends to ${where.join(', ') || 'nowhere'}; found ${seen}`;
};
