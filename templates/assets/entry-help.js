// The reference of keys and codes: opened and closed by `?`, with the cursor staying where it is.
(() => {
  const help = document.getElementById('sheet-help')
  if (!help) return
  window.toggleEntryHelp = () => {
    help.open = !help.open
    const shown = help.open ? help : document.activeElement
    shown?.scrollIntoView({ block: help.open ? 'start' : 'center' })
  }
  document.addEventListener('keydown', (event) => {
    // In a field for words a question mark is a question mark.
    const isWords = event.target.matches?.('input:not([type=radio]):not([type=checkbox]), textarea')
    if (event.key !== '?' || (isWords && event.target.inputMode !== 'numeric')) return
    event.preventDefault()
    window.toggleEntryHelp()
  })
  // Where one thing is to be decided, the arrows choose at once.
  if (!document.getElementById('error-summary')) {
    const choices = document.querySelector('[data-first-choice]')
    ;(choices?.querySelector('input:checked') ?? choices?.querySelector('input[type=radio]'))?.focus()
  }
})()
