// A page that could not be drawn: say so, offer the way out. After an update an old page fetches itself anew once.
import { Button } from 'antd'
import { useEffect } from 'react'
import { ErrorState } from '../../kit/states.tsx'

export function RouteFault({ error }: { error: Error }) {
  useEffect(() => {
    if (
      !/dynamically imported module|Importing a module script failed/.test(error.message) ||
      sessionStorage.getItem('reloaded') === location.href
    )
      return
    sessionStorage.setItem('reloaded', location.href)
    location.reload()
  }, [error])
  return (
    <div className="page">
      <div className="panel">
        <ErrorState error={error} onRetry={() => location.reload()} />
        <p style={{ textAlign: 'center', paddingBottom: 32 }}>
          <Button type="link" href="/">
            回到工作台
          </Button>
        </p>
      </div>
    </div>
  )
}
