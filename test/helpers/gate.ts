export interface Gate {
  /** Resolves once the gate is open. */
  readonly passed: Promise<void>;
  open(): void;
}

/** Lets a test decide when something that waits goes on. */
export function gate(): Gate {
  const opening = new EventTarget();
  const passed = new Promise<void>((resolve) => {
    opening.addEventListener('open', () => resolve(), { once: true });
  });
  return { passed, open: () => opening.dispatchEvent(new Event('open')) };
}
