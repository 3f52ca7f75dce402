import { useEffect } from 'preact/hooks';

/** Names the page in the title of the window and in its history. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Agent Attribution`;
  }, [title]);
}
