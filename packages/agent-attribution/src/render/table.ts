import { stripVTControlCharacters } from 'node:util';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/** Lines of a table: columns as wide as their widest cell, two spaces between them. Cells may carry styles. */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  styleTitle: (text: string) => string,
): readonly string[] {
  const widths = columns.map(({ title }, column) =>
    Math.max(widthOf(title), ...rows.map((row) => widthOf(row[column] ?? ''))),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ align }, column) => pad(cells[column] ?? '', widths[column] ?? 0, align ?? 'left'))
      .join('  ')
      .trimEnd();
  return [styleTitle(line(columns.map(({ title }) => title))), ...rows.map(line)];
}

const segmenter = new Intl.Segmenter();

/** Characters as a person counts them, without styles. */
export function widthOf(text: string): number {
  return [...segmenter.segment(stripVTControlCharacters(text))].length;
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const fill = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'left' ? text + fill : fill + text;
}
