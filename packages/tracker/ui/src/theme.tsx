import { useEffect, useState } from 'preact/hooks';

const KEY = 'agent-attribution.theme';
const THEMES = ['auto', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

const SIGNS: Readonly<Record<Theme, string>> = { auto: '◐', light: '☀', dark: '☾' };

/** What the reader chose before; `auto` follows the system. */
const chosen = (): Theme => THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? 'auto';

export function applyTheme(theme: Theme = chosen()): void {
  if (theme === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  dispatchEvent(new Event('themechange'));
}

export function ThemeButton() {
  const [theme, setTheme] = useState(chosen);
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'auto';
  const label = `Theme: ${theme}. Change to ${next}`;
  return (
    <button
      type="button"
      class="quiet"
      aria-label={label}
      title={label}
      onClick={() => {
        localStorage.setItem(KEY, next);
        applyTheme(next);
        setTheme(next);
      }}
    >
      <span aria-hidden="true">{SIGNS[theme]}</span>
    </button>
  );
}

/** Counts up when the colours change, for what is drawn by hand. */
export function useThemeRound(): number {
  const [round, setRound] = useState(0);
  useEffect(() => {
    const update = (): void => setRound((before) => before + 1);
    const system = matchMedia('(prefers-color-scheme: dark)');
    addEventListener('themechange', update);
    system.addEventListener('change', update);
    return () => {
      removeEventListener('themechange', update);
      system.removeEventListener('change', update);
    };
  }, []);
  return round;
}

/** A colour of the stylesheet as it is now, for what is drawn by hand. */
export function colorOf(name: string): string {
  const probe = document.createElement('i');
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
