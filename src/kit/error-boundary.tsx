// A fault in one part of a page leaves the rest standing. An old page whose code is gone after an update reloads itself once.
import { Button } from 'antd'
import { Component, type ReactNode } from 'react'
import { EmptyState } from './states.tsx'

export class ErrorBoundary extends Component<{ children: ReactNode; resetKey?: string }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override componentDidCatch(error: Error) {
    if (
      !/dynamically imported module|Importing a module script failed/.test(error.message) ||
      sessionStorage.getItem('reloaded') === location.href
    )
      return
    sessionStorage.setItem('reloaded', location.href)
    location.reload()
  }

  override componentDidUpdate(before: { resetKey?: string }) {
    if (this.state.error && before.resetKey !== this.props.resetKey) this.setState({ error: null })
  }

  override render() {
    if (!this.state.error) return this.props.children
    return (
      <div role="alert">
        <EmptyState
          drawing="broken"
          title="这部分内容没能显示"
          hint="您的数据没有受影响。可以重新显示，或刷新整个页面。"
          action={
            <>
              <Button onClick={() => this.setState({ error: null })}>重新显示</Button>
              <Button type="primary" onClick={() => location.reload()}>
                刷新页面
              </Button>
            </>
          }
        />
      </div>
    )
  }
}
