// The switch "receive notices on this machine": what this browser can, what it allows, what the server knows.
const box = document.getElementById('push')

function show(state) {
  box.dataset.state = state
  for (const part of box.querySelectorAll('[data-when]')) part.hidden = !part.dataset.when.split(' ').includes(state)
}

function post(address, body) {
  const token = JSON.parse(document.body.getAttribute('hx-headers'))['X-CSRFToken']
  const headers = { 'X-CSRFToken': token, 'Content-Type': 'application/json' }
  return fetch(address, { method: 'POST', headers, body, credentials: 'same-origin' }).then((answer) => {
    if (!answer.ok) throw new Error(String(answer.status))
  })
}

function bytes(key) {
  const text = atob(key.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}

function canReceive() {
  return isSecureContext && 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
}

async function turnOn() {
  show('busy')
  if ((await Notification.requestPermission()) !== 'granted') return look()
  try {
    await navigator.serviceWorker.register(box.dataset.worker)
    const { pushManager } = await navigator.serviceWorker.ready
    // One made with another key of the newsroom would keep the browser from making this one.
    await (await pushManager.getSubscription())?.unsubscribe()
    const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(box.dataset.key) })
    await post(box.dataset.allow, JSON.stringify(made))
    show('on')
  } catch {
    show('failed')
  }
}

async function turnOff() {
  show('busy')
  try {
    await post(box.dataset.stop, null)
    const registration = await navigator.serviceWorker.getRegistration('/')
    await (await registration?.pushManager.getSubscription())?.unsubscribe()
    show('off')
  } catch {
    show('failed')
  }
}

async function look() {
  if (!canReceive()) return show('unsupported')
  if (Notification.permission === 'denied') return show('blocked')
  const registration = await navigator.serviceWorker.getRegistration('/')
  const made = await registration?.pushManager.getSubscription()
  show(made && Notification.permission === 'granted' && 'here' in box.dataset ? 'on' : 'off')
}

box.querySelector('[data-push-on]').addEventListener('click', turnOn)
box.querySelector('[data-push-off]').addEventListener('click', turnOff)
look().catch(() => show('unsupported'))
