// Small comforts; every page works without them.
(() => {
  const summary = document.getElementById('error-summary')
  if (summary) summary.focus()

  // A second click on a button that is already sending does nothing.
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (form.dataset.sent) event.preventDefault()
    form.dataset.sent = 'yes'
  })
  window.addEventListener('pageshow', () => {
    for (const form of document.forms) delete form.dataset.sent
  })

  // On a narrow screen the stages fold away.
  const stages = document.querySelector('.stages-details')
  if (stages) {
    const narrow = window.matchMedia('(max-width: 900px)')
    const fold = () => stages.toggleAttribute('open', !narrow.matches)
    fold()
    narrow.addEventListener('change', fold)
  }

  for (const button of document.querySelectorAll('[data-print]')) {
    button.addEventListener('click', () => window.print())
  }
})()
