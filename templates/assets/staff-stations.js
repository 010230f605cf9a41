// The grid of staff: Enter and the arrows go down a column and from the last cell to the next one. Without it Tab goes
// from station to station.
;(() => {
  const grid = document.querySelector('.staff-grid')
  if (!grid) return
  const rows = [...grid.querySelectorAll('tbody tr')]
  const fieldAt = (row, column) => rows[row]?.cells[column]?.querySelector('input')

  grid.addEventListener('keydown', (event) => {
    // Enter and arrows that choose among the words of an input method are not ours.
    if (event.isComposing || event.keyCode === 229 || event.target.tagName !== 'INPUT') return
    const cell = event.target.closest('td')
    const row = rows.indexOf(cell.parentElement)
    const column = cell.cellIndex
    let next
    if (event.key === 'ArrowUp') next = fieldAt(row - 1, column)
    else if (event.key === 'ArrowDown') next = fieldAt(row + 1, column)
    else if (event.key === 'Enter') {
      event.preventDefault()
      next = fieldAt(row + 1, column) ?? fieldAt(0, column + 1) ?? grid.closest('form').querySelector('.btn-primary')
    }
    if (!next) return
    event.preventDefault()
    next.focus()
    next.select?.()
  })
})()
