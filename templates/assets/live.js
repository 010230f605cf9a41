// Figures that ask again by themselves: the same page, of which one part is put into its place. When there is no answer
// the old figures stay, with a word that they are old.
;(() => {
  const live = document.querySelector('[data-live]')
  if (!live) return
  const everySeconds = Number(live.dataset.live)

  async function ask() {
    try {
      const response = await fetch(window.location.href)
      if (!response.ok || response.redirected) throw new Error(String(response.status))
      const page = new DOMParser().parseFromString(await response.text(), 'text/html')
      const next = page.querySelector('[data-live]')
      if (!next) throw new Error('no figures')
      live.replaceChildren(...next.childNodes)
    } catch {
      tellOld()
    }
    setTimeout(ask, everySeconds * 1000)
  }

  function tellOld() {
    const note = live.querySelector('[data-live-note]')
    if (!note || note.dataset.old) return
    note.dataset.old = 'yes'
    const told = document.createElement('strong')
    told.textContent = '没有连上系统，这里的数字没有更新。　'
    note.prepend(told)
  }

  setTimeout(ask, everySeconds * 1000)
})()
