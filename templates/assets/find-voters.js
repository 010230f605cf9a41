// The list of voters follows what is typed and chosen. Without it the form does the same by pages.
;(() => {
  const form = document.querySelector('form[data-find]')
  const place = document.getElementById('found')
  if (!form || !place) return
  const field = form.elements.q
  // A person who types pauses this long between two characters.
  const waitBeforeAsking = 150
  let timer
  let asked = query()
  let asking

  function query() {
    return new URLSearchParams(new FormData(form)).toString()
  }

  // A whole identity number must not stay in the address and in the history of the browser.
  function isPrivate() {
    return /\d{15}/.test(field.value.replace(/\s/g, '').normalize('NFKC'))
  }

  async function ask() {
    const wanted = query()
    if (wanted === asked) return
    asked = wanted
    asking?.abort()
    asking = new AbortController()
    place.setAttribute('aria-busy', 'true')
    try {
      const response = await fetch(`${form.dataset.find}?${wanted}`, { signal: asking.signal })
      // Signed out meanwhile: the page itself, asked by the form, will say so.
      if (!response.ok || response.redirected) throw new Error(String(response.status))
      const html = await response.text()
      if (wanted !== asked) return
      place.innerHTML = html
      if (!isPrivate()) history.replaceState(null, '', `${form.action}?${wanted}`)
    } catch (error) {
      if (error.name === 'AbortError') return
      asked = ''
      const note = document.createElement('p')
      note.className = 'field-error'
      note.textContent = '没有连上系统，请按“查找”再试一次。'
      place.prepend(note)
    }
    place.setAttribute('aria-busy', 'false')
  }

  function soon() {
    clearTimeout(timer)
    timer = setTimeout(ask, waitBeforeAsking)
  }

  // While an input method is composing, the letters are not yet what is meant.
  field.addEventListener('input', (event) => {
    if (!event.isComposing) soon()
  })
  field.addEventListener('compositionend', soon)
  for (const name of ['group', 'class', 'state']) form.elements[name].addEventListener('change', ask)

  const names = () => [...place.querySelectorAll('td.name a')]

  field.addEventListener('keydown', (event) => {
    if (event.isComposing || event.keyCode === 229) return
    if (event.key === 'ArrowDown' && names().length > 0) {
      event.preventDefault()
      names()[0].focus()
    } else if (event.key === 'Escape' && field.value !== '') {
      event.preventDefault()
      field.value = ''
      ask()
    }
  })

  place.addEventListener('keydown', (event) => {
    const all = names()
    const at = all.indexOf(document.activeElement)
    if (at < 0) return
    if (event.key === 'ArrowDown') all[Math.min(at + 1, all.length - 1)].focus()
    else if (event.key === 'ArrowUp') (at === 0 ? field : all[at - 1]).focus()
    else if (event.key === 'Escape') field.focus()
    else return
    event.preventDefault()
  })
})()
