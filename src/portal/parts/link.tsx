// A link within the portal, by its address; the router takes it without loading the page anew.
import { useRouter } from '@tanstack/react-router'
import type { MouseEvent, ReactNode } from 'react'

export function useGo(): (href: string, options?: { replace?: boolean }) => void {
  const router = useRouter()
  return (href, options = {}) => {
    if (options.replace) router.history.replace(`/portal${href}`)
    else router.history.push(`/portal${href}`)
  }
}

/** `href` begins with `/` and is relative to the portal. */
export function Go({ href, className, children, label }: { href: string; className?: string; children: ReactNode; label?: string }) {
  const go = useGo()
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    go(href)
  }
  return (
    <a href={`/portal${href}`} className={className} onClick={follow} aria-label={label}>
      {children}
    </a>
  )
}
