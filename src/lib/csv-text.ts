/**
 * A table as CSV that Excel and WPS open as it is meant: UTF-8 with a byte order mark, lines ended by CR LF. Text that a
 * table program would take for a formula gets an apostrophe before it, so that nothing typed into a form is ever carried
 * out on somebody's desk; numbers stay numbers.
 */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  return `\uFEFF${rows.map((row) => `${row.map(cellOf).join(',')}\r\n`).join('')}`
}

function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const text = /^\s*[=+\-@\t\r]/u.test(value) || /^[\uFF1D\uFF0B\uFF0D\uFF20]/u.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
