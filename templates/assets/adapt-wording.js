// The words of a paper: line numbers beside them, and what becomes of them half a second after the last key. Without this
// the page works all the same: saving checks, and the draft shows the page.
;(() => {
  const form = document.querySelector('[data-wording]')
  if (!form) return
  const text = form.querySelector('textarea[name="wording"]')
  const numbers = form.querySelector('[data-lines]')
  const preview = form.querySelector('[data-preview]')
  let asked = 0
  let timer

  // Lines are broken where the box ends, so a copy of each is measured and its number made as high.
  const copy = document.createElement('div')
  copy.className = 'wording-copy'
  text.parentElement.append(copy)

  function number() {
    copy.style.width = `${text.clientWidth}px`
    copy.replaceChildren(
      ...text.value.split('\n').map((line) => {
        const part = document.createElement('div')
        part.textContent = line === '' ? ' ' : line
        return part
      }),
    )
    const heights = [...copy.children].map((part) => part.getBoundingClientRect().height)
    numbers.replaceChildren(
      ...heights.map((height, i) => {
        const part = document.createElement('div')
        part.textContent = String(i + 1)
        part.style.height = `${height}px`
        return part
      }),
    )
    numbers.scrollTop = text.scrollTop
  }

  async function ask() {
    const turn = ++asked
    const typed = new FormData(form)
    typed.delete('formId')
    try {
      const response = await fetch(form.dataset.wording, { method: 'POST', body: new URLSearchParams(typed) })
      if (response.redirected || (!response.ok && response.status !== 422)) throw new Error(String(response.status))
      const html = await response.text()
      if (turn !== asked) return
      const top = preview.scrollTop
      preview.replaceChildren(...new DOMParser().parseFromString(html, 'text/html').body.childNodes)
      preview.scrollTop = top
    } catch {
      if (turn === asked) preview.textContent = '没有连上系统，看不到改成的样子。改的内容还在左边，请过一会儿再试。'
    }
  }

  function later() {
    clearTimeout(timer)
    timer = setTimeout(ask, 500)
  }

  function goTo(line) {
    const lines = text.value.split('\n')
    const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0)
    text.focus()
    text.setSelectionRange(start, start + (lines[line - 1] ?? '').length)
    text.scrollTop = Math.max(0, (numbers.children[line - 1]?.offsetTop ?? 0) - numbers.offsetTop - 60)
  }

  text.addEventListener('input', () => {
    number()
    later()
  })
  text.addEventListener('scroll', () => {
    numbers.scrollTop = text.scrollTop
  })
  form.elements.namedItem('electionId').addEventListener('change', ask)
  document.addEventListener('click', (event) => {
    const line = event.target.closest?.('[data-line]')?.dataset.line
    if (!line) return
    event.preventDefault()
    goTo(Number(line))
  })
  window.addEventListener('resize', number)
  number()
})()
