import type { TestProject } from 'vitest/node';
import { startCluster } from './cluster.js';

/** One server for all test files; each test has a schema of its own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startCluster();
  project.provide('postgresUrl', cluster.url);
  return () => cluster.stop();
}

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string;
  }
}
