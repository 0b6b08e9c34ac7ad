/** What a push message becomes on the screen. What can't be read still says that there is something. */
export interface Shown {
  title: string
  body: string
  tag: string
  lang: string
  icon: string
  badge: string
  data: { url: string }
}

export function shown(message: string | undefined): Shown {
  const said = parsed(message)
  const text = (name: string, otherwise: string) =>
    typeof said[name] === 'string' && said[name] ? said[name] : otherwise
  const url = text('url', '/avisos')
  return {
    title: text('title', 'Minga'),
    body: text('body', 'Tienes un aviso nuevo'),
    tag: text('tag', 'several'),
    lang: text('lang', 'es'),
    icon: '/icons/minga-192.png',
    badge: '/icons/minga-192.png',
    // A path of ours and nothing else.
    data: { url: /^\/(?![/\\])/.test(url) ? url : '/avisos' },
  }
}

function parsed(message: string | undefined): Record<string, unknown> {
  try {
    const said: unknown = JSON.parse(message ?? '')
    return typeof said === 'object' && said !== null ? { ...said } : {}
  } catch {
    return {}
  }
}
