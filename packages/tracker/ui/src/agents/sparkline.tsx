/** Values in a tiny line, 0..1 from bottom to top; a single one is a dot. */
export function Sparkline({ values, label }: { readonly values: readonly number[]; readonly label: string }) {
  const points = values.map((value, index) => {
    const x = values.length === 1 ? 50 : 2 + (index / (values.length - 1)) * 96;
    return [x, 21 - value * 18] as const;
  });
  const [x, y] = points.at(-1) ?? [0, 0];
  return (
    <svg class="spark" width="100" height="24" role="img" aria-label={label}>
      <path
        d={points
          .map(([px, py], index) => `${index === 0 ? 'M' : 'L'}${px.toFixed(1)} ${py.toFixed(1)}`)
          .join('')}
      />
      {points.length > 0 && <circle cx={x} cy={y} r="2.5" />}
    </svg>
  );
}
