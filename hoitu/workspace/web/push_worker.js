// Shows notices of the newsroom when no page of it is open. It caches nothing and answers no request.
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('push', (event) => {
  const notice = event.data?.json() ?? {}
  const options = { body: notice.body, tag: notice.tag, lang: 'vi', data: { url: notice.url } }
  event.waitUntil(self.registration.showNotification(notice.title || 'Hội Tụ', options))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(event.notification.data?.url))
})

// Only pages of this newsroom: whatever a notice says, it leads nowhere else.
async function open(address) {
  const url = new URL(address || '/', self.location.origin)
  if (url.origin !== self.location.origin) return
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const there = windows.find((page) => page.url === url.href)
  if (there) await there.focus()
  else await self.clients.openWindow(url.href)
}
