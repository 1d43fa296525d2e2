import { useEffect } from 'preact/hooks'

/** What the window is called. */
export const useTitle = (title: string): void =>
  useEffect(() => {
    document.title = `${title} · Aftershock`
  }, [title])
