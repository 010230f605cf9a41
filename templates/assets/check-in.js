// The check-in desk: results while typing, arrows and Enter. Without it the search form does the same by pages.
(() => {
  const desk = document.querySelector('[data-desk]')
  if (!desk) return
  const address = desk.dataset.desk
  const field = document.getElementById('q')
  const list = document.getElementById('found')
  const note = document.getElementById('note')
  const form = field.form
  // A scanner types a whole number in less.
  const waitBeforeAsking = 30
  let timer
  let asked = ''
  let isAsking = false
  let shown = ''
  let active = -1

  const rows = () => [...list.children]
  const linkOf = (row) => row.querySelector('a')

  function mark(index) {
    const all = rows()
    active = all.length === 0 ? -1 : Math.max(0, Math.min(index, all.length - 1))
    for (const [at, row] of all.entries()) row.setAttribute('aria-selected', String(at === active))
    if (active < 0) field.removeAttribute('aria-activedescendant')
    else {
      field.setAttribute('aria-activedescendant', all[active].id)
      all[active].scrollIntoView({ block: 'nearest' })
    }
  }

  function part(name, text) {
    const span = document.createElement('span')
    span.className = name
    span.textContent = text
    return span
  }

  function rowOf(voter) {
    const link = document.createElement('a')
    link.className = `desk-row desk-row-${voter.state}`
    link.href = `${address}?voter=${voter.id}`
    link.tabIndex = -1
    link.append(
      part('desk-row-number num', String(voter.number)),
      part('desk-row-name name', voter.name),
      part('desk-row-place', [voter.sex, voter.group, voter.building].filter(Boolean).join('　')),
      part('desk-row-state', voter.stateShort),
    )
    const row = document.createElement('li')
    row.id = `found-${voter.id}`
    row.setAttribute('role', 'option')
    row.append(link)
    return row
  }

  function show(text, { voters, hasMore }) {
    shown = text
    list.replaceChildren(...voters.map(rowOf))
    field.setAttribute('aria-expanded', String(voters.length > 0))
    if (text === '') note.textContent = ''
    else if (voters.length === 0) note.textContent = '没有找到。请换一种方式查：姓名、拼音、选民证号或身份证后四位。'
    else if (hasMore) note.textContent = '还有更多，请再多输入几个字。'
    else note.textContent = `找到 ${voters.length} 人，按回车选中第一个。`
    mark(0)
  }

  function clearBefore() {
    for (const old of desk.querySelectorAll('.desk-voter, .desk-refusal, .desk-done')) old.remove()
  }

  // One question at a time: what is typed meanwhile is asked when the answer is there.
  async function ask() {
    const text = field.value.trim()
    if (isAsking || text === asked) return
    asked = text
    clearBefore()
    if (text === '') {
      show('', { voters: [], hasMore: false })
      return
    }
    isAsking = true
    const found = await search(text)
    isAsking = false
    if (field.value.trim() !== text) ask()
    else if (found) show(text, found)
    else note.textContent = '没有连上系统，请按“查找”再试一次。'
  }

  async function search(text) {
    try {
      const response = await fetch(`${address}/search?q=${encodeURIComponent(text)}`)
      // Signed out meanwhile: the page itself, asked by the form, will say so.
      return response.ok && !response.redirected ? await response.json() : undefined
    } catch {
      return undefined
    }
  }

  field.addEventListener('input', (event) => {
    if (event.isComposing) return
    clearTimeout(timer)
    timer = setTimeout(ask, waitBeforeAsking)
  })
  field.addEventListener('compositionend', () => {
    clearTimeout(timer)
    timer = setTimeout(ask, waitBeforeAsking)
  })

  field.addEventListener('keydown', (event) => {
    // Enter and arrows that choose among the words of an input method are not ours.
    if (event.isComposing || event.keyCode === 229) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      mark(active + (event.key === 'ArrowDown' ? 1 : -1))
    } else if (event.key === 'Enter') {
      if (event.repeat) event.preventDefault()
      else choose(event)
    }
  })

  // What is shown belongs to what is typed: go there. Otherwise (a scanner is faster than the answer) the form asks.
  function choose(event) {
    const text = field.value.trim()
    if (text === '') event.preventDefault()
    else if (text === shown && active >= 0) {
      event.preventDefault()
      window.location.assign(linkOf(rows()[active]).href)
    }
  }

  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.isComposing) return
    const back = desk.querySelector('[data-cancel]')
    if (back) window.location.assign(back.href)
    else {
      field.value = ''
      ask()
      field.focus()
    }
  })

  // The Enter that chose a voter must not, still bouncing, hand out the ballot or wave the refusal away.
  const issue = desk.querySelector('.desk-issue')
  if (issue) {
    const openedAt = performance.now()
    issue.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.repeat || performance.now() - openedAt < 350)) event.preventDefault()
    })
  }

  shown = list.children.length > 0 ? field.value.trim() : ''
  asked = field.value.trim()
  mark(0)
})()
