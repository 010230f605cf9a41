// Names of the roll under a field in which somebody's name is being typed. Arrows choose, Enter takes the chosen one,
// Escape closes; whoever chooses nothing types on as ever, so that any spelling can be typed.
;(() => {
  /** `typed` gives what of the field is the name so far, or undefined; `take` puts a chosen name into its place. */
  window.suggestNames = (field, address, typed, take) => {
    const list = document.createElement('ul')
    list.className = 'name-suggestions'
    list.id = `names-of-${field.id}`
    list.setAttribute('role', 'listbox')
    list.setAttribute('aria-label', '选民名单上的姓名')
    list.hidden = true
    field.parentElement.append(list)
    field.parentElement.classList.add('has-suggestions')
    field.setAttribute('role', 'combobox')
    field.setAttribute('aria-autocomplete', 'list')
    field.setAttribute('aria-controls', list.id)
    let at = -1
    let asked = ''
    let waiting

    const close = () => {
      list.hidden = true
      at = -1
      field.setAttribute('aria-expanded', 'false')
    }
    const mark = (next) => {
      at = next
      for (const [index, item] of [...list.children].entries()) item.setAttribute('aria-selected', String(index === at))
    }
    const choose = (name) => {
      take(name)
      asked = ''
      close()
      field.dispatchEvent(new Event('input', { bubbles: true }))
      close()
    }
    const show = (names, text) => {
      // The same answer again must not take away what somebody has chosen meanwhile.
      const shown = [...list.children].map((item) => item.textContent).join('|')
      if (!list.hidden && shown === names.map(({ name, about }) => `${name}　${about}`).join('|')) return
      list.replaceChildren(
        ...names.map(({ name, about }) => {
          const item = document.createElement('li')
          item.setAttribute('role', 'option')
          const who = document.createElement('span')
          who.className = 'name'
          who.textContent = name
          item.append(who, `　${about}`)
          item.addEventListener('mousedown', (event) => {
            event.preventDefault()
            choose(name)
          })
          return item
        }),
      )
      const isDone = names.length === 1 && names[0].name === text
      list.hidden = names.length === 0 || isDone
      field.setAttribute('aria-expanded', String(!list.hidden))
      mark(-1)
    }
    const ask = async (text) => {
      try {
        const response = await fetch(`${address}?q=${encodeURIComponent(text)}`)
        if (!response.ok) return close()
        const { names } = await response.json()
        if (text === asked && document.activeElement === field) show(names, text)
      } catch {
        // Without an answer there are no suggestions; the name is typed to its end.
        close()
      }
    }
    field.addEventListener('input', (event) => {
      if (event.isComposing) return
      const text = typed()
      clearTimeout(waiting)
      if (text === undefined || text === '') {
        asked = ''
        return close()
      }
      asked = text
      waiting = setTimeout(() => ask(text), 150)
    })
    field.addEventListener('compositionend', () => field.dispatchEvent(new Event('input', { bubbles: true })))
    field.addEventListener('blur', close)
    // Before the keys of the desk: only while the list is open, and Enter only for a name that was chosen.
    field.addEventListener(
      'keydown',
      (event) => {
        if (list.hidden || event.isComposing) return
        const many = list.children.length
        const acts = {
          ArrowDown: () => mark(at + 1 < many ? at + 1 : 0),
          ArrowUp: () => mark(at > 0 ? at - 1 : many - 1),
          Escape: close,
          Enter: at >= 0 ? () => choose(list.children[at].querySelector('.name').textContent) : undefined,
        }
        if (!acts[event.key]) {
          if (event.key === 'Enter') close()
          return
        }
        event.preventDefault()
        event.stopImmediatePropagation()
        acts[event.key]()
      },
      true,
    )
  }
})()
