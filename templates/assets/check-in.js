// The check-in desk: results while typing or scanning, arrows and Enter; only parts of the page travel. Without it the
// forms do the same by pages.
;(() => {
  const desk = document.querySelector('[data-desk]')
  if (!desk) return
  const address = desk.dataset.desk
  const field = document.getElementById('q')
  const list = document.getElementById('found')
  const note = document.getElementById('note')
  const outcome = document.getElementById('outcome')
  const side = document.getElementById('side')
  // Between two keys of a person who types on.
  const waitBeforeAsking = 30
  // A scanner types a key every few milliseconds; nobody else does.
  const scannerPause = 60
  let timer
  let asked = ''
  let isAsking = false
  let shown = ''
  let active = -1
  // Enter came before the answer, as it does from a scanner: one found is then the one meant.
  let isChosenAhead = false

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
    link.dataset.voter = voter.id
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

  function noteOf(text, { voters, hasMore, note: told }) {
    if (text === '') return ''
    if (told) return told
    if (voters.length === 0) return '没有找到。请换一种方式查：姓名、拼音、选民证号或身份证后四位。'
    return hasMore ? '还有更多，请再多输入几个字。' : `找到 ${voters.length} 人，按回车选中第一个。`
  }

  function show(text, found) {
    shown = text
    list.replaceChildren(...found.voters.map(rowOf))
    field.setAttribute('aria-expanded', String(found.voters.length > 0))
    note.textContent = noteOf(text, found)
    mark(0)
    const isMeant = isChosenAhead && found.voters.length === 1
    isChosenAhead = false
    if (isMeant) openVoter(found.voters[0].id)
  }

  function clearList() {
    asked = ''
    show('', { voters: [], hasMore: false, note: '' })
  }

  // One question at a time: what is typed meanwhile is asked when the answer is there.
  async function ask() {
    const text = field.value.trim()
    if (isAsking || text === asked) return
    outcome.replaceChildren()
    if (text === '') {
      clearList()
      return
    }
    asked = text
    isAsking = true
    const found = await search(text)
    isAsking = false
    if (field.value.trim() !== text) ask()
    else if (found) show(text, found)
    else {
      asked = ''
      note.textContent = '没有连上系统，请按“查找”再试一次。'
    }
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

  function askSoon() {
    clearTimeout(timer)
    timer = setTimeout(ask, waitBeforeAsking)
  }

  // Puts an answer of the server into its places; false when it is no part of the desk, but a page of its own.
  async function place(response) {
    if (response.redirected) return false
    const answer = document.createElement('template')
    answer.innerHTML = await response.text()
    const parts = ['outcome', 'side'].map((id) => answer.content.getElementById(id))
    if (parts.includes(null)) return false
    outcome.replaceChildren(...parts[0].childNodes)
    side.replaceChildren(...parts[1].childNodes)
    return true
  }

  async function openVoter(id) {
    clearTimeout(timer)
    try {
      const isPlaced = await place(await fetch(`${address}/voter/${id}`))
      if (!isPlaced) {
        window.location.assign(`${address}?voter=${id}`)
        return
      }
    } catch {
      note.textContent = '没有连上系统，请按“查找”再试一次。'
      return
    }
    field.value = ''
    clearList()
    guardEnter()
  }

  // The Enter that chose a voter must not, still bouncing, hand out the ballot or wave the refusal away.
  function guardEnter() {
    const answer = outcome.querySelector('.desk-issue')
    if (!answer) return
    const openedAt = performance.now()
    answer.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.repeat || performance.now() - openedAt < 350)) event.preventDefault()
    })
    answer.querySelector('[autofocus]').focus()
  }

  async function issue(form) {
    const button = form.querySelector('button')
    button.disabled = true
    try {
      const isPlaced = await place(
        await fetch(`${address}/issue`, { method: 'POST', body: new URLSearchParams(new FormData(form)) }),
      )
      if (!isPlaced) {
        window.location.assign(address)
        return
      }
    } catch {
      const told = document.createElement('p')
      told.className = 'desk-refusal'
      told.setAttribute('role', 'alert')
      told.textContent = '没有收到系统的答复，不知道是否已经记下。请先不要给选票，重新查这名选民，看是否已经发票。'
      outcome.replaceChildren(told)
    }
    if (outcome.querySelector('.desk-issue')) guardEnter()
    else field.focus()
  }

  outcome.addEventListener('submit', (event) => {
    event.preventDefault()
    // The frame's guard against second clicks counts by form, and this one stays open.
    event.stopPropagation()
    issue(event.target)
  })

  // The button says how many ballots it hands out.
  outcome.addEventListener('change', () => {
    const many = outcome.querySelectorAll('input[name=ballots]:checked').length
    const text = outcome.querySelector('[data-button-text]')
    if (text) text.textContent = many === 1 ? '发一张选票' : `发 ${many} 张选票`
    const button = outcome.querySelector('.desk-issue button')
    if (button) button.disabled = many === 0
  })

  function back() {
    outcome.replaceChildren()
    field.value = ''
    clearList()
    field.focus()
  }

  outcome.addEventListener('click', (event) => {
    if (!event.target.closest('[data-cancel]')) return
    event.preventDefault()
    back()
  })

  list.addEventListener('click', (event) => {
    const link = event.target.closest('a')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    openVoter(link.dataset.voter)
  })

  field.addEventListener('input', (event) => {
    if (!event.isComposing) askSoon()
  })
  field.addEventListener('compositionend', askSoon)

  field.addEventListener('keydown', (event) => {
    // Enter and arrows that choose among the words of an input method are not ours.
    if (event.isComposing || event.keyCode === 229) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      mark(active + (event.key === 'ArrowDown' ? 1 : -1))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      if (!event.repeat) choose()
    }
  })

  function choose() {
    const text = field.value.trim()
    if (text === '') return
    if (text === shown && active >= 0) openVoter(linkOf(rows()[active]).dataset.voter)
    else {
      isChosenAhead = true
      clearTimeout(timer)
      ask()
    }
  }

  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.isComposing) back()
  })

  // A scanner is read by its keys, wherever the focus is: an input method that is left on would make words of them.
  let scanned = ''
  let lastKeyAt = 0
  const signOf = ({ code }) => /^(?:Key([A-Z])|(?:Digit|Numpad)(\d)|(Minus|NumpadSubtract))$/.exec(code)

  document.addEventListener(
    'keydown',
    (event) => {
      if (/^Shift/.test(event.code)) return
      const pause = event.timeStamp - lastKeyAt
      lastKeyAt = event.timeStamp
      if (pause > scannerPause) scanned = ''
      const sign = signOf(event)
      if (sign) scanned += sign[1] ?? sign[2] ?? '-'
      else if (/Enter$/.test(event.code) && /^JX-\d+-\d+$/.test(scanned)) takeScan(event)
      else scanned = ''
    },
    true,
  )

  function takeScan(event) {
    const text = scanned
    scanned = ''
    event.preventDefault()
    event.stopImmediatePropagation()
    // Leaving the field ends what an input method had begun.
    field.blur()
    field.value = text
    field.focus()
    isChosenAhead = true
    clearTimeout(timer)
    asked = ''
    ask()
  }

  shown = list.children.length > 0 ? field.value.trim() : ''
  asked = field.value.trim()
  for (const row of rows()) linkOf(row).dataset.voter = row.id.replace('found-', '')
  mark(0)
  guardEnter()
})()
