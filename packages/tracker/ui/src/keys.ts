import { useEffect, useRef } from 'preact/hooks';

/** What single keys do on a page. They stay out of the way while somebody writes or uses a shortcut of the browser. */
export function useKeys(actions: Readonly<Record<string, (event: KeyboardEvent) => void>>): void {
  const current = useRef(actions);
  current.current = actions;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const isWriting = event.target instanceof Element && event.target.closest('input,select,textarea');
      if (isWriting || event.ctrlKey || event.metaKey || event.altKey) return;
      current.current[event.key]?.(event);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
