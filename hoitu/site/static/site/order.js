// Reorder a list by dragging a line, or with its up and down buttons.
for (const form of document.querySelectorAll('[data-order]')) {
  const list = form.querySelector('ol')
  let dragged = null
  list.addEventListener('dragstart', (event) => { dragged = event.target.closest('li') })
  list.addEventListener('dragover', (event) => {
    const over = event.target.closest('li')
    if (!dragged || !over || over === dragged) return
    event.preventDefault()
    const below = event.clientY > over.getBoundingClientRect().top + over.offsetHeight / 2
    over[below ? 'after' : 'before'](dragged)
  })
  list.addEventListener('click', (event) => {
    const button = event.target.closest('[data-up],[data-down]')
    if (!button) return
    const line = button.closest('li')
    if ('up' in button.dataset) line.previousElementSibling?.before(line)
    else line.nextElementSibling?.after(line)
    button.focus()
  })
}
