// The tally desk: keys, totals and the balance while typing, and a draft kept now and then. The page works without.
(() => {
  const form = document.querySelector('.sheet-form')
  if (!form) return
  const fields = [...form.querySelectorAll('input.form-control')]
  const typed = fields.filter((field) => !field.name.startsWith('explain-'))
  const last = form.querySelector('[data-last]')

  const numberIn = (field) => (/^\d+$/.test(field.value.trim()) ? Number(field.value.trim()) : undefined)
  const named = (name) => form.elements.namedItem(name)
  const sumOf = (list) => list.reduce((sum, field) => sum + (numberIn(field) ?? 0), 0)

  // Keys
  const focusOn = (field) => {
    if (!field) return
    field.focus()
    if (field.select) field.select()
  }
  const besides = (field, step) => {
    const next = fields[fields.indexOf(field) + step]
    return next ?? (step > 0 ? last : undefined)
  }
  // Nobody (more) was written in: on to the next post without walking through its empty rows.
  const afterWriteIns = (field) => {
    const post = field.closest('[data-post]')
    const isEmptyName = post && field.classList.contains('name') && field.value.trim() === ''
    if (!isEmptyName) return undefined
    const own = fields.filter((other) => post.contains(other))
    const rest = own.slice(own.indexOf(field))
    return rest.every((other) => other.value.trim() === '') ? besides(own.at(-1), 1) : undefined
  }
  const inColumn = (field, step) => {
    const cell = field.closest('td')
    if (!cell) return besides(field, step)
    const row = cell.parentElement
    const other = step > 0 ? row.nextElementSibling : row.previousElementSibling
    const inTable = [...row.parentElement.querySelectorAll('input')]
    return other?.children[cell.cellIndex]?.querySelector('input') ?? besides(inTable.at(step > 0 ? -1 : 0), step)
  }
  for (const field of typed.filter((each) => each.classList.contains('name'))) {
    window.suggestNames(
      field,
      form.dataset.names,
      () => field.value.trim(),
      (name) => {
        field.value = name
      },
    )
  }
  form.addEventListener('keydown', (event) => {
    const field = event.target
    if (!fields.includes(field) || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    const atStart = field.selectionStart === 0 && field.selectionEnd === 0
    const atEnd = field.selectionStart === field.value.length && field.selectionEnd === field.value.length
    const isWhole = field.selectionStart === 0 && field.selectionEnd === field.value.length
    const target =
      event.key === 'Enter'
        ? ((event.shiftKey ? undefined : afterWriteIns(field)) ?? besides(field, event.shiftKey ? -1 : 1))
        : event.key === 'ArrowDown'
          ? inColumn(field, 1)
          : event.key === 'ArrowUp'
            ? inColumn(field, -1)
            : event.key === 'ArrowRight' && (isWhole || atEnd)
              ? besides(field, 1)
              : event.key === 'ArrowLeft' && (isWhole || atStart)
                ? besides(field, -1)
                : undefined
    if (event.key === 'Enter' || target) event.preventDefault()
    focusOn(target)
  })
  // Digits only; full-width ones are made plain.
  form.addEventListener('input', (event) => {
    const field = event.target
    if (event.isComposing || field.inputMode !== 'numeric') return
    const plain = field.value.normalize('NFKC').replace(/\D/g, '')
    if (plain !== field.value) field.value = plain
  })
  // Totals and balance
  const say = (line, text, state) => {
    line.textContent = text
    line.className = `sheet-balance sheet-balance-${state}`
  }
  const balanceBallots = () => {
    const line = form.querySelector('[data-balance=ballots]')
    if (!line) return
    const [returned, valid, invalid, blank] = ['ballotsReturned', 'validBallots', 'invalidBallots', 'blankBallots'].map(
      (name) => numberIn(named(name)),
    )
    if ([returned, valid, invalid, blank].includes(undefined)) return say(line, '收回 ＝ 有效 ＋ 无效 ＋ 空白', 'open')
    const sum = valid + invalid + blank
    if (sum === returned) return say(line, `平：收回 ${returned} ＝ 有效 ${valid} ＋ 无效 ${invalid} ＋ 空白 ${blank}`, 'even')
    say(line, `不平：收回 ${returned}，有效 ＋ 无效 ＋ 空白 ＝ ${sum}，差 ${Math.abs(returned - sum)}`, 'off')
  }
  const balancePost = (post) => {
    const valid = numberIn(named('validBallots'))
    const rows = [...post.querySelectorAll('tr[data-candidate]')]
    let votes = sumOf([...post.querySelectorAll('[data-write-in]')])
    let offRows = 0
    let openRows = 0
    for (const row of rows) {
      const cells = [...row.querySelectorAll('input')]
      const sum = sumOf(cells)
      const isFull = cells.every((cell) => numberIn(cell) !== undefined)
      const output = row.querySelector('[data-sum]')
      const isOff = isFull && valid !== undefined && sum !== valid
      output.textContent = cells.some((cell) => cell.value !== '') ? (isOff ? `${sum} ≠ ${valid}` : String(sum)) : ''
      output.className = isOff ? 'sheet-sum-off' : ''
      votes += numberIn(cells[0]) ?? 0
      if (isOff) offRows += 1
      if (!isFull) openRows += 1
    }
    const line = post.querySelector('[data-balance=post]')
    if (valid === undefined) return
    const most = valid * Number(post.dataset.seats)
    const over = votes > most ? '' : ` ＋ 未选 ${most - votes}`
    const total = `赞成（含另选）${votes}${over} ${votes > most ? '多于' : '＝'} 有效票 ${valid} × 应选 ${post.dataset.seats} ＝ ${most}`
    if (votes > most) return say(line, `不平：${total}`, 'off')
    if (offRows > 0) return say(line, `有 ${offRows} 人三项合计不等于有效票 ${valid}；${total}`, 'off')
    say(line, openRows > 0 ? total : `平：${total}`, openRows > 0 ? 'open' : 'even')
  }
  const balance = () => {
    balanceBallots()
    for (const post of form.querySelectorAll('[data-post]')) balancePost(post)
  }
  form.addEventListener('input', balance)
  balance()

  const draft = window.keepDraft(form, { lost: '没有保存：请先记下已录的数字，再刷新页面。' })
  form.addEventListener('input', draft.changed)
  form.addEventListener('submit', draft.stop)

  const summary = document.getElementById('error-summary')
  const findings = document.getElementById('findings')
  if (findings && !summary) findings.scrollIntoView({ block: 'start' })
  else if (!summary) focusOn(typed.find((field) => field.value === ''))
})()
