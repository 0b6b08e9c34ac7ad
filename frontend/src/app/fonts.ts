import address from '@/styles/fonts.css?url'

/**
 * The letters stand in the page's head, but not in the first view that the server draws: there they would take the
 * line from the script. They are asked for once the app has taken over.
 */
export function startFonts(): void {
  if (document.getElementById('fonts')) return
  const link = document.createElement('link')
  Object.assign(link, { id: 'fonts', rel: 'stylesheet', href: address })
  document.head.append(link)
}
