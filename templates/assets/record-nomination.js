// The intake of a nomination paper: each line is looked up in the roll while it is typed, Enter goes to the next.
// Without it the field of many lines does the same when the form is sent.
(() => {
  const form = document.querySelector('form[data-look-up]')
  const field = document.getElementById('nominators')
  if (!form || !field) return
  const least = Number(form.dataset.least)
  // A person who types pauses this long between two characters.
  const waitBeforeAsking = 200

  const list = document.createElement('ol')
  list.className = 'signer-lines'
  list.setAttribute('aria-label', '联名人，一行一名')
  const total = document.createElement('p')
  total.className = 'signer-count'
  total.setAttribute('role', 'status')
  field.after(list, total)
  field.hidden = true
  field.tabIndex = -1

  const lines = () => [...list.children]
  const inputOf = (line) => line.querySelector('input')

  async function ask(text) {
    const query = new URLSearchParams({
      entry: text,
      postId: form.elements.postId.value,
      nominee: form.elements.nominee.value.trim(),
    })
    try {
      const response = await fetch(`${form.dataset.lookUp}?${query}`)
      // Signed out meanwhile: the page itself, when it is sent, will say so.
      if (!response.ok || response.redirected) throw new Error(String(response.status))
      return await response.json()
    } catch {
      return { state: 'unasked', text: '没有连上系统，登记时再核对' }
    }
  }

  const looks = { found: 'signer-found', used: 'signer-warn', namesakes: 'signer-warn', unasked: 'signer-warn' }

  function show(note, look, text) {
    note.className = `signer-note ${look}`
    note.textContent = text
  }

  /** Watches a field: what it means stands beside it a moment after it was typed. */
  function watch(input, note, onAnswer) {
    let timer
    let asked = ''
    async function look() {
      const text = input.value.trim()
      if (text === asked) return
      asked = text
      if (text === '') {
        show(note, '', '')
        onAnswer(undefined)
        return
      }
      const answer = await ask(text)
      if (input.value.trim() !== text) return
      show(note, looks[answer.state] ?? 'signer-wrong', answer.text)
      for (const choice of answer.choices ?? []) note.append(choiceButton(choice, input, look))
      onAnswer(answer)
    }
    input.addEventListener('input', (event) => {
      onAnswer(undefined)
      clearTimeout(timer)
      if (!event.isComposing) timer = setTimeout(look, waitBeforeAsking)
    })
    input.addEventListener('compositionend', () => {
      clearTimeout(timer)
      timer = setTimeout(look, waitBeforeAsking)
    })
    return {
      now: () => {
        clearTimeout(timer)
        return look()
      },
      again: () => {
        asked = ''
        return look()
      },
    }
  }

  function choiceButton({ number, text }, input, look) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'btn btn-sm btn-outline-primary'
    button.textContent = text
    button.addEventListener('click', () => {
      input.value = String(number)
      input.focus()
      sync()
      look()
    })
    return button
  }

  const known = new WeakMap()
  const watchers = new WeakMap()

  function addLine(text, after) {
    const line = document.createElement('li')
    line.className = 'signer-line'
    const input = document.createElement('input')
    input.className = 'form-control'
    input.autocomplete = 'off'
    input.value = text
    input.setAttribute('aria-label', '联名人的选民证号或者姓名')
    const note = document.createElement('span')
    note.setAttribute('role', 'status')
    line.append(input, note)
    if (after) after.after(line)
    else list.append(line)
    watchers.set(
      line,
      watch(input, note, (answer) => {
        known.set(line, answer)
        recount()
      }),
    )
    input.addEventListener('input', () => sync())
    input.addEventListener('keydown', (event) => keyed(event, line))
    input.addEventListener('paste', (event) => pasted(event, line))
    return line
  }

  /** What is sent is the field of many lines. */
  function sync() {
    field.value = lines()
      .map((line) => inputOf(line).value.trim())
      .filter((text) => text !== '')
      .join('\n')
  }

  function recount() {
    const first = new Map()
    for (const [index, line] of lines().entries()) {
      const answer = known.get(line)
      const note = line.querySelector('span')
      if (answer?.id === undefined) continue
      const before = first.get(answer.id)
      if (before === undefined) {
        first.set(answer.id, index + 1)
        const used = answer.used === '' ? '' : `　${answer.used}`
        show(note, looks[answer.state], `${answer.text}${used}`)
      } else show(note, 'signer-wrong', `${answer.text}　与第${before}行是同一人，只计一次`)
    }
    const missing = least - first.size
    const waiting = lines().filter((line) => known.get(line)?.state === 'namesakes').length
    const open = waiting > 0 ? `，另有 ${waiting} 行要选定同名的人` : ''
    total.textContent = `计 ${first.size} 名，须有 ${least} 名以上${missing > 0 ? `，还差 ${missing} 名` : '，已够'}${open}。`
    total.classList.toggle('signer-count-enough', missing <= 0)
  }

  function keyed(event, line) {
    // Enter and arrows that choose among the words of an input method are not ours.
    if (event.isComposing || event.keyCode === 229) return
    const all = lines()
    const at = all.indexOf(line)
    const input = inputOf(line)
    if (event.key === 'Enter') {
      event.preventDefault()
      if (event.repeat) return
      watchers.get(line).now()
      // An empty line ends the list.
      if (input.value.trim() === '' && at > 0) leave(line)
      else inputOf(all[at + 1] ?? addLine('', line)).focus()
    } else if (event.key === 'ArrowDown' && all[at + 1]) inputOf(all[at + 1]).focus()
    else if (event.key === 'ArrowUp' && all[at - 1]) inputOf(all[at - 1]).focus()
    else if (event.key === 'Backspace' && input.value === '' && all.length > 1) {
      event.preventDefault()
      inputOf(all[at - 1] ?? all[at + 1]).focus()
      line.remove()
      sync()
      recount()
    }
  }

  function leave(line) {
    if (lines().at(-1) === line) line.remove()
    sync()
    recount()
    document.getElementById('occupation')?.focus()
  }

  function pasted(event, line) {
    const entries = event.clipboardData
      .getData('text')
      .split(/[\r\n,，、;；\t]+/)
      .map((text) => text.trim())
      .filter((text) => text !== '')
    if (entries.length < 2) return
    event.preventDefault()
    fill(entries, line)
  }

  function fill(entries, line) {
    inputOf(line).value = entries[0]
    let last = line
    for (const text of entries.slice(1)) last = addLine(text, last)
    sync()
    for (const each of lines()) watchers.get(each).again()
    inputOf(last).focus()
  }

  const given = field.value.split(/[\r\n,，、;；]+/).filter((text) => text.trim() !== '')
  for (const text of given) addLine(text.trim())
  if (given.length === 0) addLine('')
  for (const line of lines()) watchers.get(line).again()
  recount()

  // A label and a link of the error summary lead to the first line.
  document.querySelector('label[for="nominators"]')?.addEventListener('click', () => inputOf(lines()[0]).focus())

  // Whom the paper is for decides who may still sign it.
  const nominee = form.elements.nominee
  const kinds = [...form.querySelectorAll('input[name="kind"]')]
  const nomineeNote = document.createElement('p')
  nomineeNote.setAttribute('role', 'status')
  nominee.after(nomineeNote)
  const nomineeWatch = watch(nominee, nomineeNote, (answer) => {
    if (answer?.state !== 'found' && answer?.state !== 'used') return
    show(nomineeNote, 'signer-found', answer.text)
    for (const line of lines()) watchers.get(line).again()
  })
  nomineeWatch.again()
  form.elements.postId.addEventListener('change', () => {
    for (const line of lines()) watchers.get(line).again()
  })
  // Enter in a field goes on to the next one; the paper is filed by its button.
  nominee.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return
    event.preventDefault()
    nomineeWatch.now()
    const kind = kinds.find((radio) => radio.checked) ?? kinds[0]
    kind.focus()
  })
  for (const radio of kinds) {
    radio.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter') return
      event.preventDefault()
      if (radio.value === 'joint') inputOf(lines()[0]).focus()
      else document.getElementById(radio.value === 'party' ? 'partyOrganisation' : 'occupation').focus()
    })
  }

  // Only the fields of the kind that was chosen.
  function showKind() {
    const kind = kinds.find((radio) => radio.checked)?.value
    for (const part of form.querySelectorAll('[data-kind]')) part.hidden = part.dataset.kind !== kind
  }
  for (const radio of kinds) radio.addEventListener('change', showKind)
  showKind()
})()
