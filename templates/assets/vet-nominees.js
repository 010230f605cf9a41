// The review grid: a whole column ticked at once, arrows from cell to cell. Without it boxes are ticked one by one.
(() => {
  const grid = document.querySelector('[data-vetting-grid]')
  if (!grid) return
  const boxes = () => [...grid.querySelectorAll('input[name="passed"]')]

  for (const head of grid.querySelectorAll('th[data-column]')) {
    const own = boxes().filter((box) => box.dataset.column === head.dataset.column)
    if (own.length < 2) continue
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'link-button detail'
    button.textContent = '全勾'
    button.setAttribute('aria-label', `${head.textContent}一列全部打勾或者取消`)
    button.addEventListener('click', () => {
      const isFull = own.every((box) => box.checked)
      for (const box of own) box.checked = !isFull
    })
    head.append(document.createElement('br'), button)
  }

  const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
  grid.addEventListener('keydown', (event) => {
    const by = step[event.key]
    if (!by || event.target.name !== 'passed') return
    const rows = [...grid.querySelectorAll('tbody tr')]
    let cell = event.target.closest('td')
    event.preventDefault()
    while (cell) {
      const row = by[1] === 0 ? cell.parentElement : rows[rows.indexOf(cell.parentElement) + by[1]]
      cell = row?.cells[cell.cellIndex + by[0]]
      const box = cell?.querySelector('input[name="passed"]')
      if (box) return box.focus()
    }
  })
})()
