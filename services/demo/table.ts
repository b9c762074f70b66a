/** Lines of columns; the last column is to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const last = head.length - 1
  const toLine = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        column === last ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
  return [toLine(head), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(toLine)]
}
