const rowsPerPage = 50

/** One page of a list that is wholly at hand, with what the pager of the page shows. `address` has a query already. */
export function pagerOf<T>(all: readonly T[], unit: string, wanted: number, address: string) {
  const pages = Math.max(1, Math.ceil(all.length / rowsPerPage))
  const page = Math.min(wanted, pages)
  return {
    rows: all.slice((page - 1) * rowsPerPage, page * rowsPerPage),
    pager: {
      total: all.length,
      unit,
      page,
      pages,
      previous: page > 1 ? `${address}&page=${page - 1}` : '',
      next: page < pages ? `${address}&page=${page + 1}` : '',
    },
  }
}
