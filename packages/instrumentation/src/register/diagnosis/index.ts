export { apiCopiesOf, newestApi } from './api-copies.js';
export type { Api, ApiCopy } from './api-copies.js';
export { AppPackages, loadPackage, requireFrom } from './app-packages.js';
export type { FoundPackage } from './app-packages.js';
export { delegateOf, isJoinable, providerKindOf } from './provider-kind.js';
export type { ProviderKind } from './provider-kind.js';
export { readSettings } from './settings.js';
export type { Destination, RegisterSettings } from './settings.js';
