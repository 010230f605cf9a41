/** The texts of the cells of the line with this head, in the first table that has one after a heading. */
export function lineOf(html: string, head: string, after = '<h1>'): string[] {
  const [, part = ''] = html.split(after)
  const row = [...part.matchAll(/<tr[^>]*>\s*<th scope="row"[^>]*>(.*?)<\/th>(.*?)<\/tr>/gs)].find(([, name = '']) =>
    name.replace(/<[^>]+>/g, '').startsWith(head),
  )
  const cells = [...(row?.[2] ?? '').matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell = '']) => cell)
  return cells.map((cell) => cell.replace(/<[^>]+>/g, '').trim())
}
